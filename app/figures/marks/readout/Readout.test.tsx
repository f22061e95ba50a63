// @vitest-environment happy-dom
/** Numbers of a read-out are written for a person; other texts stay as they are. */
import { cleanup, render } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { spoken } from "../../describe/number";
import { Readout } from "./Readout";

afterEach(cleanup);

test("a tiny and a huge number are written with powers of ten, thousands are set apart", () => {
  const facts = [spoken(1.72e-13), spoken(-2.5e12), spoken(59872), "0 to 1", "after 3 ends", "NaN"];
  const { container } = render(
    <Readout facts={facts.map((value, at) => ({ name: String(at), value }))} />,
  );
  expect([...container.querySelectorAll("dd")].map((one) => one.textContent)).toEqual([
    "1.72 · 10⁻¹³".replaceAll(" ", "\u00A0"),
    "−2.5 · 10¹²".replaceAll(" ", "\u00A0"),
    "59,872",
    "0 to 1",
    "after 3 ends",
    "NaN",
  ]);
});
