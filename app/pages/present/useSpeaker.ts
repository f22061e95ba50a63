/**
 * The channel of a lecture, on the side of the screen: it answers the speaker's window, and sends
 * what the audience sees to the windows that follow, unless that is frozen.
 */
import { type RefObject, useEffect, useEffectEvent, useRef } from "react";
import * as v from "valibot";
import type { OpenLesson } from "../../lesson/runtime/useLesson";
import { lab } from "../../store/store";
import { type Blank, type Channel, type Message, openChannel } from "./channel";
import { liveIn, setLive } from "./paging";
import { type Picture, pictureParts, pictureSchema, takeOver } from "./picture";
import type { Action } from "./present-keys";

interface Shown {
  readonly blank: Blank;
  readonly zoom: number;
  readonly tools: boolean;
  readonly frozen: boolean;
  readonly strokes: Picture["strokes"];
}

/** Between two pictures that are sent, ms: a stroke has hundreds of places. */
const APART = 60;

interface Speaking {
  readonly open: OpenLesson;
  readonly shown: Shown;
  readonly stage: RefObject<HTMLElement | null>;
  /** This window follows another one: it answers nobody. */
  readonly follows: boolean;
  readonly act: (action: Action) => void;
  readonly jump: (step: number) => void;
  readonly onPicture: (picture: Picture) => void;
}

export function useSpeaker(speaking: Speaking): void {
  const { open, shown, stage, follows } = speaking;
  const { doc } = open.scope;
  const channel = useRef<Channel | null>(null);
  const tell = useEffectEvent((step: number, { blank, frozen }: Shown) => {
    if (!follows) channel.current?.send({ kind: "state", step, blank, frozen });
  });
  const show = useEffectEvent((step: number, { frozen, ...now }: Shown) => {
    if (follows || frozen) return;
    const picture = { step, ...now, live: liveIn(stage.current), ...pictureParts(open.scope) };
    channel.current?.send({ kind: "picture", picture });
  });
  const receive = useEffectEvent((message: Message) => {
    if (follows) {
      if (message.kind !== "picture") return;
      const read = v.safeParse(pictureSchema, message.picture);
      if (read.success) speaking.onPicture(read.output);
      return;
    }
    if (message.kind === "hello") tell(open.step, shown);
    if (message.kind === "look") show(open.step, shown);
    if (message.kind === "do") speaking.act(message.action);
    if (message.kind === "go" && Number.isInteger(message.step)) speaking.jump(message.step);
  });
  useEffect(() => {
    const own = openChannel(doc.id, (message) => receive(message));
    channel.current = own;
    if (follows) own.send({ kind: "look" });
    const bye = (): void => own.send({ kind: "bye" });
    if (!follows) addEventListener("pagehide", bye);
    return () => {
      if (!follows) bye();
      removeEventListener("pagehide", bye);
      own.close();
    };
  }, [doc, follows]);
  useEffect(() => {
    tell(open.step, shown);
    show(open.step, shown);
  }, [open.step, shown]);
  useChanges(stage, () => show(open.step, shown));
}

/** Calls `show` after figures, answers or runs have changed; at most every so often. */
function useChanges(stage: RefObject<HTMLElement | null>, show: () => void): void {
  const changed = useEffectEvent(show);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const soon = (): void => {
      timer ??= setTimeout(() => {
        timer = undefined;
        changed();
      }, APART);
    };
    const stop = lab.subscribe((now, before) => {
      if (now.figures !== before.figures || now.answers !== before.answers) soon();
    });
    const observer = new MutationObserver(soon);
    if (stage.current !== null)
      observer.observe(stage.current, { attributeFilter: ["data-live"], subtree: true });
    return () => {
      clearTimeout(timer);
      stop();
      observer.disconnect();
    };
  }, [stage]);
}

/** Lays a picture down in a window that follows; the step is walked to before. */
export function followPicture(
  open: OpenLesson,
  picture: Picture,
  stage: RefObject<HTMLElement | null>,
): void {
  if (picture.step !== open.step) open.walk(picture.step);
  takeOver(open.scope, picture);
  setLive(stage.current, picture.live);
}
