/** @file The same chain of questions in other engines: how long to load it, how long until one answer has taken effect. */

const RUNS = 5;
const SAMPLE = 100;

/** @param {() => any} load @param {(made: any) => { answer: (index: number) => void, seen: (index: number) => boolean }} open @param {number} size */
async function measured(load, open, size) {
  const loading = [];
  const answering = [];
  for (let round = 0; round < RUNS + 1; round++) {
    const started = performance.now();
    const form = open(await load());
    loading.push(performance.now() - started);
    const count = Math.min(SAMPLE, size - 1);
    const before = performance.now();
    for (let index = 0; index < count; index++) {
      form.answer(index);
      if (!form.seen(index + 1)) throw new Error(`question ${index + 1} did not appear`);
    }
    answering.push((performance.now() - before) / count);
  }
  return { first: loading[0], loading: loading.slice(1), answering: answering.slice(1) };
}

function leavesOf(node) {
  const children = node.currentState.children;
  return Array.isArray(children) && children.length ? children.flatMap(leavesOf) : [node];
}

export const PEERS = {
  async mystery({ pack, size }) {
    const { Interview } = await import("/static/js/interview/state.js");
    const { fetchAllFamilies } = await import("/static/js/interview/families.js");
    await fetchAllFamilies();
    const load = () => {
      const run = new Interview(JSON.parse(pack));
      run.apply({ seq: 1, kind: "open", value: {} });
      return run;
    };
    return measured(load, (run) => ({
      answer: (index) => run.apply({ seq: index + 2, kind: "answer", path: `q${index}`, value: "yes" }),
      seen: (index) => run.slot(`q${index}`).relevant,
    }), size);
  },
  async "@getodk/xforms-engine"({ xform, size }) {
    const { createInstance } = await import("/peer/dist/index.js");
    const load = async () => (await createInstance(xform)).root;
    return measured(load, (root) => {
      const leaves = leavesOf(root).filter((node) => /\/q\d+$/.test(node.currentState.reference));
      return { answer: (index) => leaves[index].selectValue("yes"), seen: (index) => leaves[index].currentState.relevant };
    }, size);
  },
  async "survey-core"({ survey, size }) {
    if (!globalThis.Survey) await import("/peer/survey.core.min.js");
    const load = () => new globalThis.Survey.Model(JSON.parse(survey));
    return measured(load, (model) => ({
      answer: (index) => model.setValue(`q${index}`, "yes"),
      seen: (index) => model.getQuestionByName(`q${index}`).isVisible,
    }), size);
  },
};
