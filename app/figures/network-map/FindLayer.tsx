/** Finds a layer or a block by its name: the first that matches, or the one that is picked. */
import { Button } from "../marks/controls/Button";
import { t } from "../../language/words";
import { type SubmitEvent, useId, useState } from "react";
import type { Outline } from "./item";
import styles from "./network-map.module.css";

export interface FindLayerProps {
  readonly outline: Outline;
  readonly onFound: (id: string) => void;
}

export function FindLayer({ outline, onFound }: FindLayerProps) {
  const list = useId();
  const [problem, setProblem] = useState("");
  const names = [...outline.items.values()].filter(({ level }) => level !== "network");
  const find = (text: string): void => {
    const wanted = text.trim().toLowerCase();
    if (wanted === "") return;
    const found =
      names.find(({ name, level }) => level === "layer" && name.toLowerCase() === wanted) ??
      names.find(({ name }) => name.toLowerCase() === wanted) ??
      names.find(({ name }) => name.toLowerCase().includes(wanted));
    setProblem(
      found === undefined
        ? t("No layer is called “{text}”.", { text: text.trim().slice(0, 40) })
        : "",
    );
    if (found !== undefined) onFound(found.id);
  };
  const onSubmit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const text = new FormData(event.currentTarget).get("name");
    find(typeof text === "string" ? text : "");
  };
  return (
    <form className={styles["find"]} onSubmit={onSubmit}>
      <input
        type="search"
        name="name"
        list={list}
        placeholder={t("Find a layer")}
        aria-label={t("Find a layer by its name")}
        autoComplete="off"
        spellCheck={false}
        onChange={() => setProblem("")}
      />
      <datalist id={list}>
        {[...new Set(names.map(({ name }) => name))].map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </datalist>
      <Button type="submit">{t("Find")}</Button>
      <output className={styles["problem"]}>{problem}</output>
    </form>
  );
}
