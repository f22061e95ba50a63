// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { Suspense, use } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { once } from "../later/retry";
import { Boundary } from "./Boundary";

afterEach(cleanup);

describe("a part that is loaded when it is needed", () => {
  it("is asked for once while it fails, and once more when the reader says so", async () => {
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    const missing = new TypeError("Failed to fetch dynamically imported module: x");
    const load = vi
      .fn<() => Promise<string>>()
      .mockRejectedValueOnce(missing)
      .mockResolvedValue("It came.");
    const part = once(load);
    const Part = () => <p>{use(part())}</p>;
    const onReset = vi.fn<() => void>();
    await act(async () => {
      render(
        <Boundary what="This figure" onReset={onReset} resetLabel="Reset this figure">
          <Suspense>
            <Part />
          </Suspense>
        </Boundary>,
      );
    });
    expect(screen.getByRole("alert").textContent).toContain(
      "A part of the site could not be loaded",
    );
    expect(load).toHaveBeenCalledTimes(1);
    await act(async () => {
      fireEvent.click(screen.getByRole("button", { name: "Try again" }));
    });
    expect(screen.getByText("It came.")).toBeDefined();
    expect(load).toHaveBeenCalledTimes(2);
    expect(onReset).not.toHaveBeenCalled();
  });
});
