import type { SymbolInfo, Tree } from '../../model/source.ts';

/** Grows the parallel arrays of a Tree in preorder. */
export class TreeBuilder {
  length = 0;
  private kind: Uint8Array;
  private labels: Int32Array;
  private flags: Uint16Array;
  private start: Uint32Array;
  private end: Uint32Array;
  private size: Uint32Array;
  private parent: Int32Array;
  private symbol: Int32Array;
  private readonly names: string[] = [];
  private readonly nameIds = new Map<string, number>();
  private current = -1;

  constructor(capacity: number) {
    this.kind = new Uint8Array(capacity);
    this.labels = new Int32Array(capacity);
    this.flags = new Uint16Array(capacity);
    this.start = new Uint32Array(capacity);
    this.end = new Uint32Array(capacity);
    this.size = new Uint32Array(capacity);
    this.parent = new Int32Array(capacity);
    this.symbol = new Int32Array(capacity);
  }

  /** Begins a node below the one that is open and returns its index. */
  open(kind: number, start: number, end: number, label: string | null, flags: number): number {
    if (this.length === this.kind.length) this.grow();
    const node = this.length++;
    this.kind[node] = kind;
    this.start[node] = start;
    this.end[node] = end;
    this.labels[node] = label === null ? -1 : this.nameId(label);
    this.flags[node] = flags;
    this.parent[node] = this.current;
    this.symbol[node] = -1;
    this.current = node;
    return node;
  }

  close(node: number): void {
    this.size[node] = this.length - node;
    this.current = this.parent[node];
  }

  leaf(kind: number, start: number, end: number, label: string | null, flags: number): number {
    const node = this.open(kind, start, end, label, flags);
    this.close(node);
    return node;
  }

  setSymbol(node: number, symbol: number): void {
    this.symbol[node] = symbol;
  }

  finish(symbols: readonly SymbolInfo[]): Tree {
    const n = this.length;
    return {
      length: n,
      kind: this.kind.slice(0, n),
      label: this.labels.slice(0, n),
      flags: this.flags.slice(0, n),
      start: this.start.slice(0, n),
      end: this.end.slice(0, n),
      size: this.size.slice(0, n),
      parent: this.parent.slice(0, n),
      symbol: this.symbol.slice(0, n),
      names: this.names,
      symbols,
    };
  }

  private nameId(name: string): number {
    let id = this.nameIds.get(name);
    if (id === undefined) {
      id = this.names.length;
      this.names.push(name);
      this.nameIds.set(name, id);
    }
    return id;
  }

  private grow(): void {
    const capacity = this.kind.length * 2;
    const wider = <T extends Uint8Array | Uint16Array | Int32Array | Uint32Array>(old: T, next: T): T => {
      next.set(old);
      return next;
    };
    this.kind = wider(this.kind, new Uint8Array(capacity));
    this.labels = wider(this.labels, new Int32Array(capacity));
    this.flags = wider(this.flags, new Uint16Array(capacity));
    this.start = wider(this.start, new Uint32Array(capacity));
    this.end = wider(this.end, new Uint32Array(capacity));
    this.size = wider(this.size, new Uint32Array(capacity));
    this.parent = wider(this.parent, new Int32Array(capacity));
    this.symbol = wider(this.symbol, new Int32Array(capacity));
  }
}
