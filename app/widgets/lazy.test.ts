import { describe, expect, it } from "vitest";
import { definitions } from "./definitions";
import { widgets } from "./index";
import { widgetNamed, widgetsNamed } from "./lazy";

describe("widgets, loaded by name", () => {
  it.each(Object.keys(widgets))(
    "%s has the name of its folder, and is the same loaded by name",
    async (name) => {
      expect((await widgetNamed(name))?.definition).toBe(widgets[name]?.definition);
    },
  );

  it("the compiler's worker finds all of them in their folders", () => {
    expect(Object.keys(definitions).toSorted()).toEqual(Object.keys(widgets).toSorted());
    for (const [name, { definition }] of Object.entries(definitions))
      expect(definition).toBe(widgets[name]?.definition);
  });

  it("an unknown name gives no widget", async () => {
    for (const name of ["nothing", "constructor", "../lesson", "__proto__", ""])
      expect(await widgetNamed(name)).toBeNull();
    expect(await widgetsNamed(["nothing", "nothing"])).toEqual({});
  });
});
