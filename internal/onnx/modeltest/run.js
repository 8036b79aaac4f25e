// Runs models by ONNX Runtime: node run.js FOLDER CASES, where onnxruntime-node is installed in FOLDER and CASES is a JSON file
// with a list of {model, inputs: {name: {dims, type, data}}}. Prints a list of {outputs} like the inputs, or of {error}. Data are
// base64, little endian, or of texts a list.
const [folder, cases] = process.argv.slice(2);
const ort = require(require.resolve('onnxruntime-node', { paths: [folder] }));
const fs = require('fs');

const kinds = { float32: Float32Array, float64: Float64Array, int64: BigInt64Array, int32: Int32Array, bool: Uint8Array };

function unpack({ dims, type, data }) {
  if (type === 'string') return new ort.Tensor('string', data, dims);
  return new ort.Tensor(type, new kinds[type](new Uint8Array(Buffer.from(data, 'base64')).buffer), dims);
}

function pack({ dims, type, data }) {
  if (type === 'string') return { dims: [...dims], type, data: [...data] };
  return { dims: [...dims], type, data: Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64') };
}

// ONNX Runtime 1.30 moves zeros around a map into a pool behind it even where it then refuses the pool: it opens the model again
// as it is.
async function open(model) {
  const options = { intraOpNumThreads: 1, interOpNumThreads: 1, logSeverityLevel: 4 };
  try {
    return await ort.InferenceSession.create(model, options);
  } catch (e) {
    if (!String(e).includes('Pad should be smaller than kernel')) throw e;
    return ort.InferenceSession.create(model, { ...options, graphOptimizationLevel: 'disabled' });
  }
}

async function run({ model, inputs, wanted }) {
  const session = await open(model);
  const feeds = {};
  for (const [name, t] of Object.entries(inputs)) feeds[name] = unpack(t);
  const results = await session.run(feeds, wanted); // of maps and sequences it makes no tensors
  const outputs = {};
  for (const name of wanted) outputs[name] = pack(results[name]);
  return { outputs };
}

(async () => {
  const answers = [];
  for (const c of JSON.parse(fs.readFileSync(cases))) {
    try {
      answers.push(await run(c));
    } catch (e) {
      answers.push({ error: String(e.message || e) });
    }
  }
  console.log(JSON.stringify(answers));
})();
