/** What an LMS may write into the address, in both forms of a launch, and what is refused. */
import { describe, expect, test } from "vitest";
import { learnerOf, readLaunch } from "./launch";
import { ATTEMPT, LAUNCH } from "./launch.testing";

describe("a launch", () => {
  const read = (changes: Readonly<Record<string, string | null>>) => {
    const query = new URLSearchParams(LAUNCH);
    for (const [name, value] of Object.entries(changes))
      if (value === null) query.delete(name);
      else query.set(name, value);
    return readLaunch(query);
  };

  test("is read from the address, in both forms", () => {
    expect(read({})).toMatchObject({ endpoint: "https://school.example/lrs/", auth: "" });
    const older = readLaunch(
      new URLSearchParams({
        endpoint: "https://school.example/lrs/",
        auth: "Basic b2",
        actor: '{"name":["Ada"],"mbox":["mailto:ada@school.example"],"objectType":"Agent"}',
        activity_id: "https://school.example/au/1",
      }),
    );
    expect(older).toMatchObject({
      auth: "Basic b2",
      fetch: null,
      registration: null,
      actor: { name: "Ada", mbox: "mailto:ada@school.example", objectType: "Agent" },
    });
    expect(readLaunch(new URLSearchParams("theme=dark"))).toBeNull();
  });

  test.each([
    ["endpoint", "javascript:alert(1)"],
    ["endpoint", "/lrs"],
    ["endpoint", null],
    ["fetch", "data:application/json,{}"],
    ["fetch", null],
    ["actor", "ada"],
    ["actor", "{}"],
    ["actor", '{"objectType":"Group","mbox":"mailto:a@b.example"}'],
    [
      "actor",
      '{"account":{"homePage":"https://a.example","name":"a"},"mbox":"mailto:a@b.example"}',
    ],
    ["actor", `{"mbox":"mailto:${"a".repeat(3000)}"}`],
    ["registration", "1"],
    ["registration", null],
    ["activityId", "lessons"],
  ])("whose %s is %s is refused, and the part is named", (name, value) => {
    expect(read({ [name]: value })).toMatch(name === "activityId" ? "activity" : name);
  });

  test("of another learner or attempt keeps its own things on the device", () => {
    const other = { registration: ATTEMPT.replace("7", "8") };
    const names = [read({}), read({ fetch: `${LAUNCH.fetch}2` }), read(other)].map((launch) =>
      launch === null || typeof launch === "string" ? "" : learnerOf(launch),
    );
    expect(names[0]).toBe(names[1]);
    expect(names[0]).not.toBe(names[2]);
  });
});
