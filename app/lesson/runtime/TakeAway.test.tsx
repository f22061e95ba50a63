// @vitest-environment happy-dom
/** What a reader takes away, of a figure that has it and of one that does not. */
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import { training } from "../../widgets/training/definition";
import type { WidgetDefinition } from "../../widgets/widget";
import type { FigureBlock } from "../document";
import { TakeAway, type TakeAwayKind } from "./TakeAway";

afterEach(cleanup);

const block: FigureBlock = {
  kind: "figure",
  id: "mine",
  widget: "training",
  properties: {},
  alt: "",
  caption: [],
  hide: [],
  lock: [],
};

/** A kernel of 5×5 fits a picture of 28×28, not one of 3×3. */
const network =
  "nn.Sequential(nn.MaxPool2d(8), nn.Conv2d(1, 10, 5), nn.Flatten(), nn.Linear(10, 10))";
const misfit = training.initial({ ...training.toProperties(training.initial({})), network });

function taken(kind: TakeAwayKind, torch: () => string | Promise<string>, state = misfit): void {
  const definition = { ...(training as WidgetDefinition), torch };
  const nothing: ReadonlySet<string> = new Set();
  render(
    <TakeAway
      {...{ kind, block, definition, state, covered: nothing, link: "#/here" }}
      onClose={() => {}}
    />,
  );
}

describe("a figure whose network does not fit its pictures", () => {
  test("says why it has no numbers", () => {
    taken("table", () => "");
    expect(screen.getByRole("alert", { hidden: true }).textContent).toMatch(/kernel does not fit/);
  });

  test("says why it has no code, at once or when its writer has come", async () => {
    taken("torch", () => training.torch(misfit));
    expect(screen.getByRole("alert", { hidden: true }).textContent).toMatch(/kernel does not fit/);
    cleanup();
    taken("torch", async () => training.torch(misfit));
    expect((await screen.findByRole("alert", { hidden: true })).textContent).toMatch(
      /does not fit/,
    );
  });

  test("still has its link, its words and its block", () => {
    for (const kind of ["link", "words", "block"] as const) {
      taken(kind, () => "");
      expect(screen.queryByRole("alert", { hidden: true }), kind).toBeNull();
      cleanup();
    }
  });
});
