// @vitest-environment happy-dom
/** The menu by keyboard: Up and Down from the button and inside, round both ends. */
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { Menu, MenuItem } from "./Menu";

afterEach(cleanup);

function open(): HTMLElement {
  render(
    <Menu label="More" icon={null}>
      {["one", "two", "three"].map((name) => (
        <MenuItem key={name} onSelect={() => {}}>
          {name}
        </MenuItem>
      ))}
    </Menu>,
  );
  const panel = screen.getByText("one").closest<HTMLElement>("[popover]");
  if (panel === null) throw new Error("there is no panel");
  return panel;
}

test.each([
  ["ArrowDown", ["one", "two", "three", "one"]],
  ["ArrowUp", ["three", "two", "one", "three"]],
])("%s begins at the nearest end and goes round", (key, expected) => {
  const panel = open();
  const reached = expected.map(() => {
    fireEvent.keyDown(document.activeElement?.closest("[popover]") ?? panel, { key });
    return document.activeElement?.textContent;
  });
  expect(reached).toEqual(expected);
});
