/** A seeded user who clicks, types, drags and resizes at random: no error, and the page still answers. */
import { expect, test } from "./lab";

const SEED = 20_260_101;

for (const lesson of ["convolution", "stride", "padding", "pooling", "volumes", "shorthand", "activations", "vanishing-gradients"]) {
  test(`2,000 random events in lesson ${lesson} bring no error (seed ${SEED})`, async ({ lab }) => {
    test.setTimeout(120_000);
    await lab.open(`lesson/${lesson}`, { still: "1" });
    const { page } = lab;
    await page.waitForTimeout(800);
    await page.evaluate(async (seed) => {
      let state = seed;
      const below = (bound: number): number => {
        state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
        return state % bound;
      };
      const keys = [
        "ArrowLeft",
        "ArrowRight",
        "ArrowUp",
        "ArrowDown",
        "Enter",
        "Escape",
        "Tab",
        "Home",
        "End",
        "PageDown",
        "e",
        "7",
        "-",
        "Delete",
        " ",
      ];
      for (let event = 0; event < 2000; event++) {
        const all = [
          ...document.querySelectorAll<HTMLElement>(
            "main button:not(a), main input, main select, main [role=gridcell], main td, main svg g, main canvas",
          ),
        ].filter((one) => !one.closest("a"));
        const target = all[below(Math.max(1, all.length))];
        if (target === undefined) continue;
        const kind = below(5);
        if (kind === 0) target.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
        else if (kind === 1)
          target.dispatchEvent(new KeyboardEvent("keydown", { key: keys[below(keys.length)] ?? "Enter", bubbles: true, cancelable: true }));
        else if (kind === 2)
          for (const type of ["pointerdown", "pointermove", "pointerup"])
            target.dispatchEvent(
              new PointerEvent(type, { bubbles: true, cancelable: true, buttons: 1, clientX: below(1400), clientY: below(900) }),
            );
        else if (kind === 3 && target instanceof HTMLInputElement && target.type === "range") {
          Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(
            target,
            String(Number(target.min) + (below(1000) / 1000) * (Number(target.max) - Number(target.min))),
          );
          target.dispatchEvent(new Event("input", { bubbles: true }));
        } else if (kind === 4 && target instanceof HTMLElement) target.focus();
        if (event % 100 === 0) await new Promise((resolve) => setTimeout(resolve, 0));
      }
    }, SEED);
    await expect(page.locator("main").first()).toBeVisible();
    await expect(page.getByText("Reset this figure")).toHaveCount(0);
  });
}
