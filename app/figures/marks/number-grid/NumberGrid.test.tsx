// @vitest-environment happy-dom
/** A NumberGrid by keyboard: the whole of it, because it is the only way in for some readers. */
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { Place } from "../grid";
import { CoveredContext } from "../covered";
import { NumberGrid } from "./NumberGrid";

afterEach(cleanup);

const START = Array.from({ length: 12 }, (_, row) =>
  Array.from({ length: 8 }, (__, column) => row * 8 + column),
);

function Host(props: {
  onAsk?: (place: Place) => void;
  onEdit?: (place: Place, value: number) => void;
  start?: number[][];
}) {
  const [values, setValues] = useState<readonly (readonly number[])[]>(props.start ?? START);
  return (
    <NumberGrid
      label="Input"
      hue="input"
      values={values}
      size={40}
      onAsk={props.onAsk}
      onEdit={(place, value) => {
        props.onEdit?.(place, value);
        setValues((now) =>
          now.map((line, row) =>
            row === place.row ? line.map((old, at) => (at === place.column ? value : old)) : line,
          ),
        );
      }}
      onPaste={(matrix) => setValues(matrix)}
    />
  );
}

const cell = (row: number, column: number): HTMLElement => {
  const found = document.querySelector<HTMLElement>(`[data-row="${row}"][data-column="${column}"]`);
  if (found === null) throw new Error(`no cell ${row}, ${column}`);
  return found;
};
const press = (key: string, more: object = {}): void => {
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more });
};
const focused = (): string =>
  `${document.activeElement?.getAttribute("data-row")},${document.activeElement?.getAttribute("data-column")}`;

describe("NumberGrid by keyboard", () => {
  test("has exactly one tab stop, wherever the focus is", () => {
    render(<Host />);
    const stops = (): number => document.querySelectorAll('td[tabindex="0"]').length;
    expect(stops()).toBe(1);
    cell(0, 0).focus();
    press("ArrowDown");
    press("ArrowRight");
    expect(focused()).toBe("1,1");
    expect(stops()).toBe(1);
    expect(cell(1, 1).tabIndex).toBe(0);
  });

  test("moves by arrows, Home, End, Ctrl+Home, Ctrl+End and pages of five, and never leaves the grid", () => {
    render(<Host />);
    cell(0, 0).focus();
    const walk: [string, object, string][] = [
      ["ArrowUp", {}, "0,0"],
      ["End", {}, "0,7"],
      ["ArrowRight", {}, "0,7"],
      ["PageDown", {}, "5,7"],
      ["Home", {}, "5,0"],
      ["Control+End", { ctrlKey: true, key: "End" }, "11,7"],
      ["PageUp", {}, "6,7"],
      ["ArrowUp", { ctrlKey: true }, "0,7"],
      ["Control+Home", { ctrlKey: true, key: "Home" }, "0,0"],
    ];
    for (const [key, more, expected] of walk) {
      press(key, more);
      expect(focused(), key).toBe(expected);
    }
  });

  test("Enter asks where the number came from; without anybody to ask it edits", () => {
    const onAsk = vi.fn();
    const { unmount } = render(<Host onAsk={onAsk} />);
    cell(2, 3).focus();
    press("Enter");
    expect(onAsk).toHaveBeenCalledWith({ row: 2, column: 3 });
    unmount();
    render(<Host />);
    cell(2, 3).focus();
    press("Enter");
    expect(screen.getByRole("textbox")).toBeTruthy();
  });

  test("typing a digit replaces the number, Enter takes it once and the focus is back on the cell", () => {
    const onEdit = vi.fn();
    render(<Host onEdit={onEdit} />);
    cell(1, 1).focus();
    press("-");
    const field = screen.getByRole<HTMLInputElement>("textbox");
    expect(field.value).toBe("-");
    fireEvent.change(field, { target: { value: "-2.5" } });
    fireEvent.keyDown(field, { key: "Enter" });
    expect(onEdit.mock.calls).toEqual([[{ row: 1, column: 1 }, -2.5]]);
    expect(cell(1, 1).textContent).toBe("−2.5");
    expect(focused()).toBe("1,1");
  });

  test("e and F2 edit the number that is there, Escape keeps the old one", () => {
    const onEdit = vi.fn();
    render(<Host onEdit={onEdit} />);
    for (const key of ["e", "F2"]) {
      cell(0, 5).focus();
      press(key);
      const field = screen.getByRole<HTMLInputElement>("textbox");
      expect(field.value).toBe("5");
      expect([field.selectionStart, field.selectionEnd]).toEqual([0, 1]);
      fireEvent.change(field, { target: { value: "77" } });
      fireEvent.keyDown(field, { key: "Escape" });
      expect(screen.queryByRole("textbox")).toBeNull();
    }
    expect(onEdit).not.toHaveBeenCalled();
    expect(cell(0, 5).textContent).toBe("5");
  });

  test("Tab takes the number and goes on to the next cell", () => {
    render(<Host />);
    cell(0, 0).focus();
    press("9");
    fireEvent.keyDown(screen.getByRole("textbox"), { key: "Tab" });
    expect(cell(0, 0).textContent).toBe("9");
    expect(focused()).toBe("0,1");
  });

  test("abc and 1e999 are refused with a reason and nothing is lost", () => {
    const onEdit = vi.fn();
    render(<Host onEdit={onEdit} />);
    for (const [text, reason] of [
      ["abc", "“abc” is not a number"],
      ["1e999", "“1e999” is too large"],
      ["", "Nothing was typed"],
    ] as const) {
      cell(3, 3).focus();
      press("e");
      const field = screen.getByRole("textbox");
      fireEvent.change(field, { target: { value: text } });
      fireEvent.keyDown(field, { key: "Enter" });
      expect(screen.getByRole("alert").textContent).toContain(reason);
      fireEvent.keyDown(field, { key: "Escape" });
    }
    expect(onEdit).not.toHaveBeenCalled();
    expect(cell(3, 3).textContent).toBe("27");
  });

  test("Delete sets zero", () => {
    render(<Host />);
    cell(4, 4).focus();
    press("Delete");
    expect(cell(4, 4).textContent).toBe("0");
  });

  test("a pasted matrix is read, a ragged one is refused with the row", () => {
    render(<Host />);
    const paste = (text: string): boolean =>
      fireEvent.paste(cell(0, 0), { clipboardData: { getData: () => text } });
    paste("[[1, 2], [3, 4, 5]]");
    expect(screen.getByRole("alert").textContent).toContain("Row 2 has 3 numbers, but row 1 has 2");
    expect(cell(0, 7).textContent).toBe("7");
    paste("1\t2\n-3\t4,5");
    expect([...document.querySelectorAll("td")].map((each) => each.textContent)).toEqual([
      "1",
      "2",
      "−3",
      "4.5",
    ]);
  });

  test("every cell says where it is and what it holds", () => {
    render(<Host />);
    expect(cell(2, 3).getAttribute("aria-label")).toBe("row 2, column 3: 19");
  });
});

/** The cells that `change` touches in the page: text, look or place among the others. */
async function cellsTouchedBy(change: () => void): Promise<Set<Element>> {
  const touched = new Set<Element>();
  const observer = new MutationObserver((records) => {
    for (const { target } of records) {
      const found = (target instanceof Element ? target : target.parentElement)?.closest("td");
      if (found !== null && found !== undefined) touched.add(found);
    }
  });
  observer.observe(document.body, {
    subtree: true,
    childList: true,
    attributes: true,
    characterData: true,
  });
  change();
  await new Promise((resolve) => setTimeout(resolve, 20));
  observer.disconnect();
  return touched;
}

describe("NumberGrid, what it draws anew", () => {
  test("a hidden tensor shows ? in every cell, to the eye and to a screen reader, and cannot be edited", () => {
    const grid = (
      <NumberGrid
        label="Output"
        hue="output"
        tensor="y"
        values={[[7, -8]]}
        size={40}
        onEdit={() => undefined}
      />
    );
    const { rerender } = render(<CoveredContext value={new Set(["y"])}>{grid}</CoveredContext>);
    expect(document.body.textContent).toBe("??");
    expect(document.body.innerHTML).not.toMatch(/[78]"|>[−-]?[78]</);
    expect(screen.getAllByLabelText(/hidden until you answer/)).toHaveLength(2);
    cell(0, 0).focus();
    press("e");
    expect(screen.queryByRole("textbox")).toBeNull();
    rerender(<CoveredContext value={new Set(["w"])}>{grid}</CoveredContext>);
    expect(document.body.textContent).toBe("7−8");
  });

  test("an edited number of four hundred changes its own cell and no other", async () => {
    render(
      <Host
        start={Array.from({ length: 20 }, (_, row) =>
          Array.from({ length: 20 }, (__, column) => (row + column) % 10),
        )}
      />,
    );
    act(() => cell(5, 7).focus());
    const touched = await cellsTouchedBy(() => press("Delete"));
    expect(cell(5, 7).textContent).toBe("0");
    expect([...touched]).toEqual([cell(5, 7)]);
  });

  test("padding laid round it adds cells, and changes none of those that were there but the tab stop", async () => {
    const at = (values: number[][], origin: Place) => (
      <NumberGrid label="Input" hue="input" values={values} origin={origin} size={40} />
    );
    const { rerender } = render(
      at(
        [
          [4, 9],
          [2, 5],
        ],
        { row: 0, column: 0 },
      ),
    );
    const [four, nine, five] = [cell(0, 0), cell(0, 1), cell(1, 1)];
    const touched = await cellsTouchedBy(() =>
      rerender(
        at(
          [
            [0, 0, 0, 0],
            [0, 4, 9, 0],
            [0, 2, 5, 0],
            [0, 0, 0, 0],
          ],
          { row: 1, column: 1 },
        ),
      ),
    );
    expect([cell(0, 0), cell(0, 1), cell(1, 1)]).toEqual([four, nine, five]);
    expect([four, nine, five].filter((one) => touched.has(one))).toEqual([four]);
    expect(document.querySelectorAll("td")).toHaveLength(16);
  });
});

describe("a grid of more than a few hundred cells", () => {
  const large = Array.from({ length: 32 }, (_, row) =>
    Array.from({ length: 32 }, (__, column) => row * 32 + column),
  );

  test("has one cell for the focus, which moves, says its number, asks and edits", () => {
    const onAsk = vi.fn();
    const onEdit = vi.fn();
    render(<Host start={large} onAsk={onAsk} onEdit={onEdit} />);
    expect(screen.getAllByRole("gridcell")).toHaveLength(1);
    screen.getByRole("gridcell").focus();
    press("PageDown");
    press("ArrowRight");
    expect(focused()).toBe("5,1");
    expect(screen.getByLabelText("row 5, column 1: 161")).toBe(document.activeElement);
    press("Enter");
    expect(onAsk).toHaveBeenCalledWith({ row: 5, column: 1 });
    press("Delete");
    expect(onEdit).toHaveBeenCalledWith({ row: 5, column: 1 }, 0);
  });

  test("a covered grid shows its question marks also where its numbers have no room", () => {
    const grid = (
      <NumberGrid label="Y" hue="output" tensor="y" values={[[0.1]]} size={34} digits={null} />
    );
    const look = (): string => screen.getByRole("grid").className;
    const { rerender } = render(grid);
    expect(look()).toMatch(/bare/);
    rerender(<CoveredContext value={new Set(["y"])}>{grid}</CoveredContext>);
    expect(look()).not.toMatch(/bare/);
    expect(screen.getByRole("grid").textContent).toBe("?");
  });

  test("hides the numbers of a covered tensor", () => {
    render(
      <CoveredContext value={new Set(["y"])}>
        <NumberGrid label="Output" hue="output" tensor="y" values={large} size={20} />
      </CoveredContext>,
    );
    expect(screen.getByRole("gridcell").getAttribute("aria-label")).toBe(
      "row 0, column 0: hidden until you answer",
    );
  });
});
