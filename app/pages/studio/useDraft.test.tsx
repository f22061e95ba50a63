// @vitest-environment happy-dom
import { act, cleanup, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { useDraft } from "./useDraft";

beforeEach(() => localStorage.clear());
afterEach(cleanup);

/** What somebody finds who opens the studio now. */
const found = (): string => {
  const { result, unmount } = renderHook(() => useDraft(() => undefined));
  const { text } = result.current;
  unmount();
  return text;
};

describe("the draft", () => {
  it("is kept when the studio is left right after the last key", () => {
    const { result, unmount } = renderHook(() => useDraft(() => undefined));
    act(() => result.current.edit("---\nid: left\n---\n"));
    unmount();
    expect(found()).toBe("---\nid: left\n---\n");
  });

  it("is kept when the page is closed right after the last key", () => {
    const { result } = renderHook(() => useDraft(() => undefined));
    act(() => result.current.edit("---\nid: closed\n---\n"));
    dispatchEvent(new Event("pagehide"));
    expect(found()).toBe("---\nid: closed\n---\n");
  });
});
