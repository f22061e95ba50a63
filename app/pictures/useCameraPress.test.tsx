// @vitest-environment happy-dom
import { act, renderHook } from "@testing-library/react";
import { expect, test } from "vitest";
import { useCameraPress } from "./useCameraPress";

test("the camera is on after a press only, and a way back to it does not press again", () => {
  const { result, rerender } = renderHook(({ name }) => useCameraPress(name), {
    initialProps: { name: "live" },
  });
  expect(result.current[0]).toBe(false);
  act(() => result.current[1](true));
  expect(result.current[0]).toBe(true);
  rerender({ name: "cat" });
  expect(result.current[0]).toBe(false);
  rerender({ name: "live" });
  expect(result.current[0]).toBe(false);
});

test("a press that brings the camera's name with it holds", () => {
  const { result, rerender } = renderHook(({ name }) => useCameraPress(name), {
    initialProps: { name: "cat" },
  });
  act(() => result.current[1](true));
  rerender({ name: "live" });
  expect(result.current[0]).toBe(true);
});
