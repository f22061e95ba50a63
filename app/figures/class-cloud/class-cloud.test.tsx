// @vitest-environment happy-dom
/** What is drawn is where the numbers put it: parsed and compared. */
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import { ClassCloud } from "./ClassCloud";

afterEach(cleanup);

const points = fc.array(
  fc.record({
    x: fc.double({ min: -20, max: 20, noNaN: true }),
    y: fc.double({ min: -20, max: 20, noNaN: true }),
    label: fc.nat({ max: 9 }),
    said: fc.nat({ max: 9 }),
  }),
  { minLength: 3, maxLength: 20 },
);

test("every example stands at its two numbers, right is more and up is more, as the number of its class", () => {
  fc.assert(
    fc.property(points, fc.nat(), (given, any) => {
      const chosen = any % given.length;
      const { container } = render(
        <ClassCloud
          title="Pictures"
          x={given.map(({ x }) => x)}
          y={given.map(({ y }) => y)}
          labels={given.map(({ label }) => label)}
          said={given.map(({ said }) => said)}
          lit={-1}
          chosen={chosen}
          onChoose={() => undefined}
        />,
      );
      const drawn = [...container.querySelectorAll("svg g")].map((one) => {
        const [, across = "", down = ""] =
          /translate\((.+),(.+)\)/.exec(one.getAttribute("transform") ?? "") ?? [];
        return { across: Number(across), down: Number(down), text: one.textContent };
      });
      // The chosen one is drawn last, over the others.
      const order = [...given.filter((_, at) => at !== chosen), given[chosen]];
      expect(drawn.map(({ text }) => text)).toEqual(order.map((one) => String(one?.label)));
      for (const [a, one] of order.entries())
        for (const [b, other] of order.entries()) {
          const [here, there] = [drawn[a], drawn[b]];
          if (one === undefined || other === undefined || here === undefined || there === undefined)
            throw new Error("an example is not drawn");
          if (one.x <= other.x) expect(here.across).toBeLessThanOrEqual(there.across);
          if (one.y <= other.y) expect(here.down).toBeGreaterThanOrEqual(there.down);
        }
      const wrong = given.filter(({ label, said }) => label !== said).length;
      expect(
        screen.getByRole("img", {
          name: new RegExp(`${given.length} examples.* ${wrong} of them`),
        }),
      ).toBeTruthy();
      cleanup();
    }),
    { numRuns: 30 },
  );
});

test("a press and a key choose an example", () => {
  const chosen: number[] = [];
  const { container } = render(
    <ClassCloud
      title="Pictures"
      x={[0, 1, 2]}
      y={[0, 1, 2]}
      labels={[4, 5, 6]}
      said={[4, 5, 6]}
      lit={-1}
      chosen={0}
      onChoose={(at) => chosen.push(at)}
    />,
  );
  const five = [...container.querySelectorAll("svg g")].find((one) => one.textContent === "5");
  if (five === undefined) throw new Error("5 is not drawn");
  fireEvent.click(five);
  fireEvent.change(screen.getByRole("slider", { name: /^Picture/ }), { target: { value: "2" } });
  expect(chosen).toEqual([1, 2]);
});
