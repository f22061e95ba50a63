/**
 * A learning record store, as xAPI 1.0.3 (Communication) speaks with it. Nothing here throws: what
 * does not answer in time, or is forbidden by the policy of this page, has status 0.
 */
import { type Launch } from "./launch";
import type { Statement } from "./statement";

/** Milliseconds. */
const PATIENCE = 20_000;

interface Answer {
  readonly status: number;
  /** Undefined where there is nothing, null where it cannot be read. */
  readonly json: unknown;
}

export class RecordStore {
  constructor(
    private readonly launch: Launch,
    private readonly authorization: string,
  ) {}

  document(name: string): Promise<Answer> {
    return this.ask("GET", "activities/state", this.of(name));
  }

  async keep(name: string, text: string): Promise<boolean> {
    return taken(await this.ask("PUT", "activities/state", this.of(name), text));
  }

  profile(profileId: string): Promise<Answer> {
    const agent = JSON.stringify(this.launch.actor);
    return this.ask("GET", "agents/profile", { profileId, agent });
  }

  /** One that is there already (409) was taken when its answer was lost. */
  async tell(statements: readonly Statement[]): Promise<number> {
    const { status } = await this.ask("POST", "statements", {}, JSON.stringify(statements));
    return status === 409 ? 200 : status;
  }

  private of(stateId: string): Readonly<Record<string, string>> {
    const { activity: activityId, actor, registration } = this.launch;
    const agent = JSON.stringify(actor);
    return { stateId, activityId, agent, ...(registration === null ? {} : { registration }) };
  }

  private ask(
    method: "GET" | "PUT" | "POST",
    path: string,
    query: Readonly<Record<string, string>>,
    body?: string,
  ): Promise<Answer> {
    const asked = new URLSearchParams(query).toString();
    return ask(`${this.launch.endpoint}${path}${asked === "" ? "" : `?${asked}`}`, {
      method,
      headers: {
        Authorization: this.authorization,
        "X-Experience-API-Version": "1.0.3",
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      },
      // What is told when the page goes away arrives all the same.
      ...(body === undefined ? {} : { body, keepalive: true }),
    });
  }
}

export async function ask(url: string, request: RequestInit): Promise<Answer> {
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    const answer = await fetch(url, { ...request, cache: "no-store", signal });
    const text = await answer.text();
    return { status: answer.status, json: text === "" ? undefined : parsed(text) };
  } catch {
    return { status: 0, json: undefined };
  }
}

export const taken = ({ status }: Pick<Answer, "status">): boolean => status >= 200 && status < 300;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
