/**
 * The answers of a class, from their codes: typed on the screen or in the speaker's window, or from
 * the page around. They stay while the screen is open, and are stored nowhere.
 */
import { useEffect, useRef, useState } from "react";
import * as v from "valibot";
import { type AnswerSource, hostAnswers } from "./answer-source";
import { type Channel, openChannel } from "./channel";
import {
  type CollectedAnswers,
  countedAs,
  countsIn,
  type Votes,
  votesSchema,
  withCode,
  without,
} from "./votes";

/** On the screen, which has them. `lesson`: null where it talks with no other window. */
export function useClassAnswers(
  lesson: string | null = null,
  source: AnswerSource = hostAnswers,
): CollectedAnswers {
  const [all, setAll] = useState<Votes>([]);
  useEffect(
    () => source.listen((question, code) => setAll((known) => withCode(known, question, code))),
    [source],
  );
  const channel = useRef<Channel | null>(null);
  const votes = useRef(all);
  useEffect(() => {
    if (lesson === null) return undefined;
    const own = openChannel(lesson, (message) => {
      if (message.kind === "hello") own.send({ kind: "votes", votes: votes.current });
      if (message.kind === "code")
        setAll((known) => withCode(known, message.question, message.code));
      if (message.kind === "clear") setAll((known) => without(known, message.question));
    });
    channel.current = own;
    return () => own.close();
  }, [lesson]);
  useEffect(() => {
    votes.current = all;
    channel.current?.send({ kind: "votes", votes: all });
  }, [all]);
  return {
    counts: (question) => countsIn(all, question),
    add(question, code) {
      setAll((known) => withCode(known, question, code));
      return countedAs(all, question, code);
    },
    clear: (question) => setAll((known) => without(known, question)),
  };
}

/** In the speaker's window: those that the screen has, and what is typed here goes there. */
export function useAnswersOfScreen(lesson: string): CollectedAnswers {
  const [all, setAll] = useState<Votes>([]);
  const channel = useRef<Channel | null>(null);
  useEffect(() => {
    const own = openChannel(lesson, (message) => {
      if (message.kind !== "votes") return;
      const read = v.safeParse(votesSchema, message.votes);
      if (read.success) setAll(read.output);
    });
    channel.current = own;
    own.send({ kind: "hello" });
    return () => own.close();
  }, [lesson]);
  return {
    counts: (question) => countsIn(all, question),
    add(question, code) {
      channel.current?.send({ kind: "code", question, code });
      return countedAs(all, question, code);
    },
    clear: (question) => channel.current?.send({ kind: "clear", question }),
  };
}
