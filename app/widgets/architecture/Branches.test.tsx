// @vitest-environment happy-dom
/** The cost that stands beside the switches is that of the network which they make. */
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { exact } from "../../figures/network-map/counts";
import { Branches } from "./Branches";
import { fields, shownNetwork } from "./definition";

afterEach(cleanup);

const WRITTEN = "1×1 = b1: conv 64 1x1 from input; 3×3 = b3: conv 128 3x3 pad 1 from input";
const FIRST = "b1: conv 64 1x1 from input";

function shapesOf(network: string) {
  return shownNetwork(fields.restore({ network, input: "192x28x28" }, fields.standard));
}

test("a switch makes the next network, and its maps, parameters and multiply-adds are told", () => {
  const made: string[] = [];
  const draw = (network: string) => (
    <Branches
      written={WRITTEN}
      network={network}
      shapes={shapesOf(network)}
      locked={false}
      onNetwork={(next) => made.push(next)}
    />
  );
  const { rerender } = render(draw(FIRST));
  expect(screen.getByLabelText("1×1")).toHaveProperty("disabled", true);
  for (const network of [FIRST, null]) {
    if (network === null) fireEvent.click(screen.getByLabelText("3×3"));
    const now = network ?? made[0] ?? "";
    rerender(draw(now));
    const { output, parameterCount, multiplyAdds } = shapesOf(now);
    expect(screen.getByRole("status").textContent).toBe(
      `${output.shape[0]} maps out, ${exact(parameterCount)} parameters, ${exact(multiplyAdds)} multiply-adds`,
    );
  }
  expect(made).toEqual([`${FIRST} | b3: conv 128 3x3 pad 1 from input | cat: concat from b1, b3`]);
});
