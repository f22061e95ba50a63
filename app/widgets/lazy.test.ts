import { describe, expect, it } from "vitest";
import { widgets } from "./index";
import { widgetNamed, widgetsNamed } from "./lazy";

describe("widgets, loaded by name", () => {
  it.each(Object.keys(widgets))("%s of index.ts has its line in lazy.ts too", async (name) => {
    expect((await widgetNamed(name))?.definition).toBe(widgets[name]?.definition);
  });

  it("a name that is none is none", async () => {
    for (const name of ["nothing", "constructor", "../lesson", "__proto__", ""]) expect(await widgetNamed(name)).toBeNull();
    expect(await widgetsNamed(["nothing", "nothing"])).toEqual({});
  });
});
