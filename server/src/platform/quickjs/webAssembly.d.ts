/** The part of WebAssembly's interface that the sandbox uses; TypeScript has it among the browser's only. */
declare namespace WebAssembly {
  class Module {
    private readonly compiled: never;
  }
  class Instance {
    constructor(module: Module, imports: Imports);
    readonly exports: Exports;
  }
  class Memory {
    constructor(limits: { initial: number; maximum: number });
    readonly buffer: ArrayBuffer;
    grow(pages: number): number;
  }
  type Exports = Record<string, unknown>;
  type ModuleImports = Record<string, unknown>;
  type Imports = Record<string, ModuleImports>;
  function compile(bytes: Uint8Array<ArrayBuffer>): Promise<Module>;
}
