/** A network inside a link: `#/lab?network=…`, its name and its layers, no weights. */
import { t } from "../../../language/words";
import { useEffect, useEffectEvent } from "react";
import { isObject, parseJson } from "../../../../engine/core/json";
import { LabError } from "../../../../engine/core/errors";
import { parseSpec } from "../../../../engine/graph/parse-spec";
import { unpack } from "../../../course/lesson-text";
import { reason } from "../../../shell/reason";
import { newProject, type Project } from "../project";

export type Linked = Project | { readonly problem: string };

/** `onOpened` is called once for each packed network. */
export function useLinked(packed: string | undefined, onOpened: (linked: Linked) => void): void {
  const opened = useEffectEvent(onOpened);
  useEffect(() => {
    if (packed === undefined) return undefined;
    let wanted = true;
    void linked(packed).then((found) => {
      if (wanted) opened(found);
    });
    return () => {
      wanted = false;
    };
  }, [packed]);
}

async function linked(packed: string): Promise<Linked> {
  const unpacked = await unpack(packed);
  if ("problem" in unpacked) return { problem: t("The network in this link is damaged.") };
  try {
    const value = parseJson(unpacked.text);
    const [name, network] = isObject(value) ? [value.get("name"), value.get("network")] : [];
    const title = typeof name === "string" && name.trim() !== "" ? name.slice(0, 60) : "network";
    return newProject(title, parseSpec(network));
  } catch (error) {
    if (error instanceof LabError)
      return {
        problem: t("The network in this link is not one: {error}", { error: reason(error) }),
      };
    throw error;
  }
}
