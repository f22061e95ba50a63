/** The line that is typed: the words that may come next, what it would do, and its keys. */
import { type KeyboardEvent, type RefObject, useMemo, useRef, useState } from "react";
import type { NetworkSpec } from "../../../../engine/graph/spec";
import { t } from "../../../language/words";
import { announce } from "../../../shell/announce";
import { usePageKeys } from "../../../shell/usePageKeys";
import type { Bench } from "../useProject";
import { type Completion, completions } from "./completions";
import { outcomeOf } from "./outcome";

export function useCommandLine(
  { project: { spec }, looked, changeSpec }: Bench,
  chosen: string | null,
  onChoose: (name: string) => void,
) {
  const [text, setText] = useState("");
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const field = useRef<HTMLInputElement>(null);
  useShortcut(field);
  const offers = useMemo(
    () => completions(text, looked, spec, chosen),
    [text, looked, spec, chosen],
  );
  const outcome = useMemo(() => outcomeOf(text, spec, chosen), [text, spec, chosen]);
  const shown = isOpen && offers.length > 0;
  const begin = (next: string): void => {
    setText(next);
    setOpen(true);
    setActive(-1);
  };
  const take = (offer: Completion): void => {
    begin(offer.text);
    field.current?.focus();
  };
  const finish = (next: NetworkSpec, words: string, layer: string): void => {
    changeSpec(next, words);
    announce(t("Done: {words}", { words }));
    setText("");
    setOpen(false);
    onChoose(layer);
    field.current?.focus();
  };
  const go = (): void => {
    if (outcome?.kind !== "read") return;
    const { command } = outcome;
    // What was in pieces before may stay so; what fitted is not broken by one key.
    if (outcome.looked.problem === null || looked.problem !== null)
      finish(command.spec, command.words, command.chosen);
    else announce(t("It would not fit. Tab goes to what would."));
  };
  const onKey = (event: KeyboardEvent): void => {
    const offer = shown ? offers[active] : undefined;
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (by !== 0) {
      setOpen(true);
      if (offers.length > 0) setActive(stepped(shown ? active : -1, by, offers.length));
    } else if (event.key === "Enter" && offer !== undefined) take(offer);
    else if (event.key === "Enter") go();
    else if (event.key === "Escape" && (shown || text !== "")) {
      setOpen(false);
      if (!shown) setText("");
    } else return;
    event.preventDefault();
  };
  const close = (): void => setOpen(false);
  return { field, text, outcome, offers, shown, active, begin, take, finish, go, onKey, close };
}

function useShortcut(field: RefObject<HTMLInputElement | null>): void {
  usePageKeys((event) => {
    if (event.key.toLowerCase() !== "k" || event.ctrlKey === event.metaKey) return;
    if (event.altKey || event.shiftKey) return;
    event.preventDefault();
    field.current?.focus();
    field.current?.select();
  });
}

function stepped(from: number, by: number, count: number): number {
  const next = from + by;
  return next < 0 ? count - 1 : next % count;
}
