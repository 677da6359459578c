import type { SymbolInfo } from '../../model/source.ts';
import { isRelative } from '../../text/modules.ts';
import type { TreeBuilder } from './treeBuilder.ts';

type Mutable<T> = { -readonly [P in keyof T]: T[P] };

/**
 * Which declaration every name refers to. Names are declared while the tree is built and resolved at the end,
 * because a function may use what is declared after it. Values and types share one name space here.
 */
export class Scopes {
  readonly symbols: Mutable<SymbolInfo>[] = [];
  private readonly parents: number[] = [-1];
  private readonly tables: (Map<string, number> | null)[] = [null];
  private readonly hoists: boolean[] = [true];
  private current = 0;
  private readonly exported: string[] = [];
  private readonly referenceNodes: number[] = [];
  private readonly referenceScopes: number[] = [];
  private readonly referenceNames: string[] = [];

  /** Opens a scope; `hoisting` ones (functions, modules) receive `var`. */
  enter(hoisting: boolean): void {
    this.parents.push(this.current);
    this.tables.push(null);
    this.hoists.push(hoisting);
    this.current = this.parents.length - 1;
  }

  leave(): void {
    this.current = this.parents[this.current];
  }

  /** True at the top level of the file, where names can be exported. */
  get atTop(): boolean {
    return this.current === 0;
  }

  /** Declares a name; declaring it again in the same scope (overloads, merging, var) is the same symbol. */
  declare(
    name: string,
    options: { hoisted?: boolean; import?: { module: string; name: string } } = {},
  ): number {
    let scope = this.current;
    if (options.hoisted) while (!this.hoists[scope]) scope = this.parents[scope];
    let table = this.tables[scope];
    if (table === null) {
      table = new Map();
      this.tables[scope] = table;
    }
    const known = table.get(name);
    if (known !== undefined) return known;
    const symbol = this.symbols.length;
    table.set(name, symbol);
    if (options.import) {
      const relative = isRelative(options.import.module);
      this.symbols.push({
        name,
        scope: relative ? 'relative' : 'package',
        origin: `${options.import.module}#${options.import.name}`,
      });
    } else {
      this.symbols.push({ name, scope: scope === 0 ? 'module' : 'local' });
    }
    return symbol;
  }

  /** Notes a use of a name, to be resolved by `resolve`. */
  refer(node: number, name: string): void {
    this.referenceNodes.push(node);
    this.referenceScopes.push(this.current);
    this.referenceNames.push(name);
  }

  /** Notes that a top-level name is exported; it may be declared further down. */
  export(name: string): void {
    this.exported.push(name);
  }

  resolve(builder: TreeBuilder): void {
    for (const name of this.exported) {
      const symbol = this.tables[0]?.get(name);
      if (symbol !== undefined && this.symbols[symbol].scope === 'module')
        this.symbols[symbol].scope = 'exported';
    }
    for (let i = 0; i < this.referenceNodes.length; i++) {
      const name = this.referenceNames[i];
      let scope = this.referenceScopes[i];
      while (scope >= 0) {
        const symbol = this.tables[scope]?.get(name);
        if (symbol !== undefined) {
          builder.setSymbol(this.referenceNodes[i], symbol);
          break;
        }
        scope = this.parents[scope];
      }
    }
  }
}
