/** A class: its name, its button to hold, how many pictures it has, and each of them. */
import { t } from "../../../../language/words";
import { Trash2, X } from "lucide-react";
import { type KeyboardEvent, memo, type ReactNode, useEffect, useRef } from "react";
import { Button } from "../../../../figures/marks/controls/Button";
import { PixelCanvas } from "../../../../figures/photo/PixelCanvas";
import { announce } from "../../../../shell/announce";
import { IconButton } from "../../../../shell/IconButton";
import {
  type CollectedClass,
  type CollectedPicture,
  emptied,
  renamed,
  withoutClass,
  withoutPicture,
} from "./collected";
import type { Collecting } from "./useCollecting";
import styles from "./collect.module.css";

interface ClassRowProps {
  readonly one: CollectedClass;
  readonly side: number;
  readonly collecting: Collecting;
  /** No picture more is taken. */
  readonly full: boolean;
}

export function ClassRow({ one, side, collecting, full }: ClassRowProps): ReactNode {
  const { change } = collecting;
  const count = one.pictures.length;
  const shown = one.name.trim() === "" ? t("this class") : one.name.trim();
  return (
    <fieldset aria-label={shown} className={styles["class"]}>
      <div className={styles["head"]}>
        <label>
          <span className="hidden-text">{t("Name of the class")}</span>
          <input
            value={one.name}
            maxLength={30}
            spellCheck={false}
            onFocus={(event) => event.currentTarget.select()}
            onChange={(event) => {
              const { value } = event.currentTarget;
              change((all) => renamed(all, one.id, value));
            }}
          />
        </label>
        <HoldButton name={shown} of={one.id} collecting={collecting} full={full} />
        <output className={styles["count"]}>
          {count} {count === 1 ? "picture" : "pictures"}
        </output>
        <IconButton
          label={t("Delete all pictures of {shown}", { shown })}
          disabled={count === 0}
          onPress={() => {
            change((all) => emptied(all, one.id));
            announce(t("{count} pictures deleted.", { count }));
          }}
        >
          <Trash2 aria-hidden size={17} />
        </IconButton>
        <IconButton
          label={t("Take the class {shown} away", { shown })}
          onPress={() => {
            change((all) => withoutClass(all, one.id));
            announce(t("{shown} is gone.", { shown }));
          }}
        >
          <X aria-hidden size={17} />
        </IconButton>
      </div>
      {count > 0 && <Pictures one={one} side={side} change={change} />}
    </fieldset>
  );
}

interface HoldButtonProps extends Omit<ClassRowProps, "one" | "side"> {
  readonly name: string;
  readonly of: number;
}

/** Held down by the pointer or by Space or Enter; a short press takes one picture. */
function HoldButton(props: HoldButtonProps): ReactNode {
  const {
    name,
    of,
    collecting: { hold, held, camera },
    full,
  } = props;
  const isKey = ({ key }: KeyboardEvent): boolean => key === " " || key === "Enter";
  return (
    <Button
      disabled={!camera.seen || full}
      data-held={held === of || undefined}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        hold(of);
      }}
      onPointerUp={() => hold(null)}
      onPointerCancel={() => hold(null)}
      onBlur={() => {
        // Pressing the next class takes the focus from this one.
        if (held === of) hold(null);
      }}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (!isKey(event)) return;
        event.preventDefault();
        if (!event.repeat) hold(of);
      }}
      onKeyUp={(event) => {
        if (!isKey(event)) return;
        event.preventDefault();
        hold(null);
      }}
      onClick={(event) => {
        // Neither a pointer nor a key: a screen reader, a switch.
        if (event.detail !== 0) return;
        hold(of);
        hold(null);
      }}
    >
      {held === of ? t("Collecting…") : t("Hold to collect")}
      <span className="hidden-text"> {name}</span>
    </Button>
  );
}

/** One stop of the Tab key; arrows go along, Delete or a press takes one away. */
function Pictures({
  one,
  side,
  change,
}: Pick<ClassRowProps, "one" | "side"> & Pick<Collecting, "change">): ReactNode {
  const list = useRef<HTMLFieldSetElement>(null);
  const count = one.pictures.length;
  useEffect(() => {
    const newest = list.current?.querySelectorAll("button").item(count - 1);
    // Who walks along the pictures stays where they are.
    if (list.current?.contains(document.activeElement) === false)
      list.current.scrollTo({ left: newest?.offsetLeft ?? 0 });
  }, [count]);
  const remove = (at: number, picture: CollectedPicture): void => {
    const buttons = list.current?.querySelectorAll("button");
    (buttons?.item(at + 1) ?? buttons?.item(at - 1))?.focus();
    change((all) => withoutPicture(all, one.id, picture.id));
    announce(t("Picture {at} of {name} deleted.", { at: at + 1, name: one.name }));
  };
  const onKey = (event: KeyboardEvent, at: number, picture: CollectedPicture): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (event.key === "Delete" || event.key === "Backspace") remove(at, picture);
    else if (step !== undefined)
      list.current
        ?.querySelectorAll("button")
        .item(at + step)
        ?.focus();
    else return;
    event.preventDefault();
  };
  return (
    <fieldset
      ref={list}
      aria-label={t("Pictures of {name}", { name: one.name })}
      className={styles["list"]}
    >
      {one.pictures.map((picture, at) => (
        <button
          key={picture.id}
          type="button"
          className={styles["thumb"]}
          tabIndex={at === count - 1 ? 0 : -1}
          title={t("Press to delete")}
          aria-label={t("Picture {at} of {count}: delete", { at: at + 1, count })}
          onClick={() => remove(at, picture)}
          onKeyDown={(event) => onKey(event, at, picture)}
        >
          <Thumb rgba={picture.rgba} rows={side} columns={side} />
        </button>
      ))}
    </fieldset>
  );
}

/** Drawn once: a picture does not change. */
const Thumb = memo(PixelCanvas);
