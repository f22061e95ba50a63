/** Tests draw a component as it is when all of its parts have been loaded. */
import { beforeAll } from "vitest";
import { loadLater } from "../app/later/parts";

beforeAll(loadLater);
