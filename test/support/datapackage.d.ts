/** What the tests use of the package, which brings no types. */
declare module 'datapackage' {
  interface Resource {
    name: string;
    read(options: { keyed: boolean }): Promise<unknown[]>;
  }
  export class Package {
    static load(descriptor: object, options: { basePath: string }): Promise<Package>;
    valid: boolean;
    errors: Error[];
    resources: Resource[];
  }
}
