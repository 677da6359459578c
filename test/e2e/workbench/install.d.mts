export const workbench: { readonly node: string; readonly entry: string };
export function installWorkbench(): void;
