/** Opens the pictures of the lesson's own that a figure learns, before its runs are there. */
import { type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { LabError } from "../../../engine/core/errors";
import type { Provided } from "../../../engine/worker/protocol";
import { t } from "../../language/words";
import { type Runs, RunsContext } from "../../runs/runs";
import { reason } from "../../shell/reason";
import { fileOf, fileTitle, isOwnFile, missingFile } from "../fields/own-files";
import { MissingFiles, missingOf } from "../fields/MissingFiles";
import { FigureServicesContext } from "../services";
import { runsOf } from "./definition";
import { datasetOf, pictureSizeOf } from "./own-set";
import type { Setting } from "./settings";
import type { Props } from "./Training";

interface OwnSetsProps extends Pick<Props, "state" | "mode"> {
  readonly children: ReactNode;
}

export function OwnSets({ state, mode, children }: OwnSetsProps): ReactNode {
  const settings = useMemo(() => runsOf(state).map(({ setting }) => setting), [state]);
  // The same array while the state is the same: what is being opened is not begun again.
  const own = useMemo(() => settings.filter(({ data }) => isOwnFile(data)), [settings]);
  const missing = missingOf(settings.flatMap(({ data, weights }) => [data, weights]));
  if (missing.length > 0) return <MissingFiles files={[...new Set(missing)]} />;
  if (own.length === 0 || mode === "print") return children;
  return <Opened own={own}>{children}</Opened>;
}

interface OpenedProps {
  readonly own: readonly Setting[];
  readonly children: ReactNode;
}

function Opened({ own, children }: OpenedProps): ReactNode {
  const runs = useContext(RunsContext);
  const { visible } = useContext(FigureServicesContext);
  const [said, setSaid] = useState("");
  const [opened, setOpened] = useState("");
  const wanted = own.map(datasetOf).join(" ");
  useEffect(() => {
    if (!visible || opened === wanted) return undefined;
    let current = true;
    const tell = (words: string): void => void (current && setSaid(words));
    Promise.all(own.map((setting) => lend(runs, setting, tell))).then(
      () => current && setOpened(wanted),
      (error: unknown) => tell(t("The pictures were not opened: {why}", { why: reason(error) })),
    );
    return () => {
      current = false;
    };
  }, [runs, own, wanted, opened, visible]);
  if (opened === wanted) return children;
  return (
    <output aria-busy={said === ""}>
      {said === "" ? t("The pictures are being opened…") : said}
    </output>
  );
}

function lend(runs: Runs, setting: Setting, told: (words: string) => void): Promise<void> {
  return runs.lend(datasetOf(setting), () => openSet(setting, told));
}

async function openSet(setting: Setting, told: (words: string) => void): Promise<Provided> {
  const { data } = setting;
  const bytes = isOwnFile(data) ? (fileOf(data)?.bytes ?? null) : null;
  if (!isOwnFile(data)) throw new LabError("unknown-name", "this is no file of the lesson");
  if (bytes === null) throw missingFile(data);
  const { openOwn } = await import("../../pictures/own/open-own");
  const file = new File([Uint8Array.from(bytes)], fileTitle(data));
  const never = new AbortController().signal;
  return (await openOwn([file], pictureSizeOf(setting), told, never)).provided;
}
