/** @file Runs the interview engine in Node. */

import { answer } from "./actions.mjs";
import { serve } from "./lines.mjs";

await serve(answer);
