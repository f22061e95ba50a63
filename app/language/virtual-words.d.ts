/** The catalogues as the build compiles them, each its own chunk: tools/vite-words.ts. */
declare module "virtual:words/*" {
  type Catalogue = import("./words").Catalogue;
  export const words: Catalogue["words"];
  export const finish: Catalogue["finish"];
  export const echo: Catalogue["echo"];
}
