import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { photoplay } from '../../cli.ts';
import { openAiChatStream, openAiError, openAiModels, sse } from '../../llm/streams.ts';
import { llamaCpp, ollama } from '../llm/local/localServer.ts';
import { modelsHome } from './modelsHome.ts';

const home = modelsHome();

describe('photoplay models', () => {
  it('says how to begin when there is none', async () => {
    const { code, stdout } = await photoplay(['models'], { env: home.env });
    expect(code).toBe(0);
    expect(stdout).toContain('photoplay keys set');
    expect(stdout).toContain(join(home.folder, 'models.json'));
  });

  it('lists what there is, what it can do and costs, and what would answer now', async () => {
    const here = await home.serve(ollama);
    home.configure({
      providers: { ...home.work(), shut: { kind: 'openai', baseUrl: `${home.server.url}/shut` } },
      model: 'work/missing',
      models: { 'work/house': { context: 32_000, price: { input: 1, output: 2 } } },
    });
    home.server.always(({ path }) =>
      path.startsWith('/shut') ? openAiError(401, 'invalid_api_key') : openAiModels(['house', 'gpt-5']),
    );
    const around = { ...home.env, OLLAMA_HOST: here.origin };
    const { stdout } = await photoplay(['models'], { env: around });
    const lines = stdout.split('\n');
    const line = (name: string) => lines.find((each) => each.startsWith(`${name} `)) ?? '';
    expect(line('work/house')).toMatch(/tools +32k +\$1 \/ \$2 +available$/);
    expect(line('work/gpt-5')).toMatch(/pictures, tools, shapes +400k +unknown +available$/);
    expect(line('work/missing')).toMatch(/does not have this model/);
    expect(line('ollama/gemma4:e4b')).toMatch(/pictures, tools, shapes +up to 131k +free/);
    expect(line('shut:')).not.toBe('');
    const listed = JSON.parse((await photoplay(['models', '--json'], { env: around })).stdout);
    expect(listed).toMatchObject({ version: 1, model: 'work/missing', silent: [{ provider: 'shut' }] });
    expect(listed.models).toContainEqual(
      expect.objectContaining({
        provider: 'work',
        model: 'missing',
        price: null,
        availability: expect.objectContaining({ available: false, code: 'no_model' }),
      }),
    );
  });

  it('lists no deployments of Azure but those that are named', async () => {
    home.configure({
      providers: { azure: { kind: 'azure', baseUrl: home.server.url }, empty: { kind: 'compatible' } },
      models: { 'azure/writer': { context: 1000 } },
    });
    home.server.always(openAiModels(['gpt-5', 'whisper-1']));
    const { stdout } = await photoplay(['models'], { env: { ...home.env, AZURE_OPENAI_API_KEY: 'k' } });
    expect(stdout).toMatch(/^azure\/writer .* available$/m);
    expect(stdout).not.toContain('whisper');
    expect(stdout).toMatch(/^empty: This server needs an address\./m);
  });

  it('that is not there is refused with its line in the file', async () => {
    writeFileSync(join(home.folder, 'models.json'), '{\n  "modle": "a/b"\n}');
    const { code, stdout } = await photoplay(['models', '--json'], { env: home.env });
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      error: {
        code: 'models-file',
        file: join(home.folder, 'models.json'),
        line: 0,
        hint: expect.any(String),
      },
    });
  });
});

describe('photoplay models --local', () => {
  it('has servers, memory and a proposal', async () => {
    const [first, second] = await Promise.all([home.serve(ollama), home.serve(llamaCpp)]);
    const around = { ...home.env, OLLAMA_HOST: first.origin, LLAMA_CPP_HOST: second.origin };
    const { stdout } = await photoplay(['models', '--local'], { env: around });
    expect(stdout).toMatch(/GB of memory/);
    expect(stdout).toMatch(/ollama\/gemma4:e4b +9\.6 GB +pictures, tools, shapes +reads up to 131k/);
    expect(stdout).toMatch(/llama\.cpp\/qwen\.gguf +5\.0 GB/);
    const result = JSON.parse((await photoplay(['models', '--local', '--json'], { env: around })).stdout);
    expect(result.servers).toHaveLength(2);
    expect(result.proposal.reason).toMatch(/\.$/);
    expect((await photoplay(['models', '--local'], { env: home.env })).stdout).toContain('ollama.com');
  });
});

describe('photoplay models --pull', () => {
  it('fetches a model, and tells how far it has come', async () => {
    const here = await home.serve({
      ...ollama,
      '/api/pull': (_, response) => {
        for (const completed of [0, 10, 20, 500, 1000, 1000])
          response.write(
            `${JSON.stringify({ status: 'pulling abc', completed: completed * 1e6, total: 1e9 })}\n`,
          );
        response.end('{"status":"success"}');
      },
    });
    const { code, stdout, stderr } = await photoplay(['models', '--pull', 'tiny:1b'], {
      env: { ...home.env, OLLAMA_HOST: here.origin },
    });
    expect(code).toBe(0);
    expect(stdout).toContain('--model ollama/tiny:1b');
    expect(stderr.trim().split('\n')).toEqual([
      'pulling abc: 0.0 GB of 1.0 GB',
      'pulling abc: 0.5 GB of 1.0 GB',
      'pulling abc: 1.0 GB of 1.0 GB',
      'success',
    ]);
  });

  it('without Ollama says how to start it', async () => {
    const { code, stdout } = await photoplay(['models', '--pull', 'tiny:1b', '--json'], { env: home.env });
    expect(code).toBe(1);
    expect(JSON.parse(stdout).error).toMatchObject({
      code: 'network',
      hint: expect.stringContaining('ollama serve'),
    });
  });
});

describe('photoplay models test', () => {
  const slate = (name: string, input: object) =>
    sse(
      openAiChatStream('', {
        toolCalls: [{ id: 'c1', name, json: [JSON.stringify(input)] }],
        finish: 'tool_calls',
      }),
    );

  it('tries a word, a tool and a shape', async () => {
    home.configure({
      providers: home.work(),
      models: { 'work/house': { structured: true, price: { input: 1, output: 2 } } },
    });
    home.server.next(
      sse(openAiChatStream('ready')),
      slate('set_slate', { scene: 7 }),
      sse(openAiChatStream('{"scene":7,"take":3}')),
    );
    const { code, stdout } = await photoplay(['models', 'test', 'work/house'], { env: home.env });
    expect(code).toBe(0);
    expect(stdout.match(/✓/g)).toHaveLength(3);
    expect(stdout).toContain('work/house cost $0.000066.');
    expect(home.server.seen).toHaveLength(3);
  });

  it('says what it cannot do', async () => {
    home.configure({ providers: home.work() });
    home.server.next(
      sse(openAiChatStream('ready')),
      sse(openAiChatStream('I called it.')),
      slate('slate', { scene: 8, take: 3 }),
    );
    const { code, stdout } = await photoplay(['models', 'test', 'work/house', '--json'], { env: home.env });
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      model: 'work/house',
      cost: null,
      tried: [
        { what: 'text', ok: true, firstTokenMs: expect.any(Number) },
        { what: 'tool', ok: false, error: { code: 'invalid_output' } },
        { what: 'shape', ok: false, error: { code: 'invalid_output' } },
      ],
    });
  });

  it('asks no more when it does not answer', async () => {
    home.configure({ providers: home.work() });
    home.server.always(openAiError(401, 'invalid_api_key'));
    const { code, stdout } = await photoplay(['models', 'test', 'work/house'], { env: home.env });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^✗ A word/);
    expect(home.server.seen).toHaveLength(1);
    const unknown = await photoplay(['models', 'test', 'nobody/x', '--json'], { env: home.env });
    expect(JSON.parse(unknown.stdout).error.code).toBe('no_model');
  });
});
