/** Security: 40 to 45. */
import { attacks, mutatedLessons } from "./lessons";
import { mutatedFiles } from "./parsers";
import { type PromiseMade, together } from "./promise";
import { addresses } from "./state";
import { packages } from "./supply";

/** Mutated lessons that are promised. */
const LESSONS = 10_000;

export const SECURE: readonly PromiseMade[] = [
  {
    number: 40,
    says: "page and worker refuse eval, foreign requests, blob workers, markup, forms and windows' openers, with headers and without",
    count: 1,
    trial: {
      kind: "tests",
      runner: "journey",
      files: ["e2e/security.spec.ts"],
      short: "links and openers are tested with the links of lessons",
    },
  },
  {
    number: 41,
    says: "mutated files of every format are read or refused with a LabError, 99 of 100 within 50 ms, each in twice its size and 1 MB",
    count: 100_000,
    trial: { kind: "here", run: mutatedFiles },
  },
  {
    number: 42,
    says: "addresses of nonsense bring no error and reach no prototype",
    count: 10_000,
    trial: { kind: "here", run: addresses },
  },
  {
    number: 43,
    says: "mutated lessons give diagnostics with a line or a valid document; the costliest 256 KB take 1 s and 200 MB at most",
    count: LESSONS,
    trial: {
      kind: "here",
      // A sample runs beside other tests, on whatever machine: it looks at what is built, not at
      // seconds.
      run: async (count) =>
        together([await attacks(count < LESSONS ? 10 : 1), await mutatedLessons(count)]),
    },
  },
  {
    number: 44,
    says: "no request leaves the origin in any journey",
    count: 1,
    trial: {
      kind: "tests",
      runner: "journey",
      files: ["e2e"],
      sampled: true,
    },
  },
  {
    number: 45,
    says: "every package has its checksum and a free licence, and none runs a script when installed",
    count: 1,
    trial: { kind: "here", run: packages },
  },
];
