// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { tensor } from "../../../engine/core/tensor";
import { TensorTables } from "./TensorTables";

afterEach(cleanup);

test("numbers that are very small or large are printed as everywhere, with seven digits", () => {
  const tensors = {
    y: tensor([1, 4], Float64Array.of(4.97379915e-14, -3.552713678e9, 0.1234567891, -2)),
  };
  render(<TensorTables tensors={tensors} covered={new Set()} />);
  const cells = screen.getAllByRole("cell").map(({ textContent }) => textContent);
  expect(cells).toEqual([
    "4.973799\u00A0·\u00A010⁻¹⁴",
    "−3.552714\u00A0·\u00A010⁹",
    "0.1234568",
    "−2",
  ]);
});
