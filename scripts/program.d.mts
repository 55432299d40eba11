/** The file to import for a program; throws if it is not built. */
export function programFile(name: string, modules: string, root?: URL): string;
