import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { emptyFolder, photoplay, start } from '../../cli.ts';
import { type FaultServer, faultServer, refusedUrl } from '../../llm/faultServer.ts';
import { anthropicStream, openAiChatStream, openAiError, openAiModels, sse } from '../../llm/streams.ts';
import { llamaCpp, localServer, ollama } from '../llm/local/localServer.ts';

let server: FaultServer;
let folder: string;
let env: Record<string, string>;
const open: { close(): Promise<void> }[] = [];
beforeEach(async () => {
  server = await faultServer();
  open.push(server);
  folder = emptyFolder();
  const nobody = await refusedUrl();
  env = {
    PHOTOPLAY_CONFIG: folder,
    PHOTOPLAY_DATA: folder,
    OLLAMA_HOST: nobody,
    LLAMA_CPP_HOST: nobody,
    OPENAI_API_KEY: '',
    ANTHROPIC_API_KEY: '',
  };
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});
const serve = async (paths: Parameters<typeof localServer>[0]) => {
  const local = await localServer(paths);
  open.push(local);
  return local;
};
const configure = (config: object) => writeFileSync(join(folder, 'models.json'), JSON.stringify(config));
const work = () => ({ work: { kind: 'openai', baseUrl: `${server.url}/v1` } });
const secret = 'sk-test-0123456789abcdef';
const sent = (index = 0) => JSON.parse(server.seen[index]?.body ?? '');

describe('photoplay ask', () => {
  it('streams the answer to stdout; what else there is to know goes to stderr', async () => {
    configure({
      providers: work(),
      model: 'work/house',
      models: { 'work/house': { price: { input: 1, output: 2 } } },
    });
    server.always(sse(openAiChatStream('Good day.', { usage: { input: 12, output: 5 } })));
    const { code, stdout, stderr } = await photoplay(
      ['ask', 'Hello', '--system', 'Be kind.', '--max-tokens', '50'],
      {
        env: { ...env, WORK_API_KEY: secret },
      },
    );
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'Good day.\n' });
    expect(stderr).toMatch(/^work\/house: .* 12 tokens read, 5 written, cost \$0\.000022\n$/);
    expect(sent()).toMatchObject({
      model: 'house',
      messages: [
        { role: 'system', content: 'Be kind.' },
        { role: 'user', content: 'Hello' },
      ],
    });
    expect(sent().max_completion_tokens ?? sent().max_tokens).toBe(50);
    expect(server.seen[0]?.headers.authorization).toBe(`Bearer ${secret}`);
  });

  it('tells beforehand what a costly call may cost', async () => {
    const house = { price: { input: 1, output: 20 } };
    configure({ providers: work(), model: 'work/house', models: { 'work/house': house } });
    server.always(sse(openAiChatStream('Good day.', { usage: { input: 12, output: 5 } })));
    const stderrOf = async (tokens: string) =>
      (await photoplay(['ask', 'Hello', '--max-tokens', tokens], { env: { ...env, WORK_API_KEY: secret } }))
        .stderr;
    expect(await stderrOf('6000')).toMatch(/^This may cost about \$0\.12\.\n/);
    expect(await stderrOf('4000')).not.toContain('may cost');
  });

  it('works with nothing configured: a server, what it speaks, and a key of the environment', async () => {
    server.next(sse(openAiChatStream('From OpenAI.')), sse(anthropicStream('From Anthropic.')));
    const ask = (api: string, key: string) =>
      photoplay(
        ['ask', 'Hello', '--api', api, '--base-url', `${server.url}/v1`, '--model', 'a/b', '--json'],
        {
          env: { ...env, [key]: secret },
        },
      );
    const one = JSON.parse((await ask('openai', 'OPENAI_API_KEY')).stdout);
    expect(one).toEqual({
      version: 1,
      text: 'From OpenAI.',
      model: 'a/b',
      usage: { inputTokens: 12, outputTokens: 5, cost: null },
      attempts: [
        {
          provider: 'openai',
          model: 'a/b',
          retry: 0,
          firstTokenMs: expect.any(Number),
          totalMs: expect.any(Number),
          usage: { input: 12, output: 5, cached: 0, cacheWrite: 0, reasoning: 0 },
        },
      ],
    });
    const other = JSON.parse((await ask('anthropic', 'ANTHROPIC_API_KEY')).stdout);
    expect(other).toMatchObject({ text: 'From Anthropic.', attempts: [{ provider: 'anthropic' }] });
    expect(server.seen.map(({ path }) => path)).toEqual(['/v1/chat/completions', '/v1/messages']);
    expect(JSON.stringify(server.seen[1]?.headers)).toContain(secret);
  });

  it('ends with 1 and a coded error, with what had been said, and never with the key', async () => {
    const ask = () =>
      photoplay(
        ['ask', 'Hello', '--api', 'openai', '--base-url', `${server.url}/v1`, '--model', 'm', '--json'],
        {
          env: { ...env, OPENAI_API_KEY: secret },
        },
      );
    server.always(openAiError(401, 'invalid_api_key', `Incorrect API key provided: ${secret}`));
    const refused = await ask();
    expect(refused.code).toBe(1);
    expect(JSON.parse(refused.stdout)).toMatchObject({
      version: 1,
      error: { code: 'auth', message: expect.any(String), status: 401, provider: 'openai', model: 'm' },
      partial: '',
    });
    server.always(sse(openAiChatStream('Half an answer, and then'), { end: 'destroy', afterBytes: 900 }));
    const cut = await ask();
    const { error, partial } = JSON.parse(cut.stdout);
    expect(cut.code).toBe(1);
    expect(error.phase).toBe('mid');
    expect(partial).toMatch(/^Half/);
    for (const { stdout, stderr } of [refused, cut]) {
      expect(stdout).not.toContain(secret.slice(8));
      expect(stderr).not.toContain(secret.slice(8));
    }
    const written = readdirSync(join(folder, 'usage')).map((file) =>
      readFileSync(join(folder, 'usage', file), 'latin1'),
    );
    expect(written.some((text) => text.includes('auth'))).toBe(true);
    expect(written.some((text) => text.includes(secret.slice(8)))).toBe(false);
  });

  it('goes on with the fallbacks, and tells', async () => {
    configure({
      providers: { gone: { kind: 'compatible', baseUrl: `${await refusedUrl()}/v1` }, ...work() },
      model: 'gone/a',
      fallbacks: ['work/b'],
    });
    server.always(sse(openAiChatStream('Here.')));
    const { code, stdout, stderr } = await photoplay(['ask', 'Hello'], { env });
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'Here.\n' });
    expect(stderr).toContain('Asking work/b instead.');
  });

  it('sends texts and pictures along; a model that cannot see is not shown them', async () => {
    configure({ providers: work(), models: { 'work/eyes': { images: true } } });
    server.always(sse(openAiChatStream('Seen.')));
    const text = join(folder, 'scene.fountain');
    const picture = join(folder, 'page.dat');
    writeFileSync(text, 'INT. KITCHEN - DAY');
    writeFileSync(picture, Buffer.from('89504e470d0a1a0a00', 'hex'));
    const ask = (model: string) =>
      photoplay(['ask', 'Look', '--attach', text, '--attach', picture, '--model', model], { env });
    await ask('work/eyes');
    const [{ content }] = sent().messages;
    expect(content).toMatchObject([
      { type: 'text', text: 'scene.fountain:\n\nINT. KITCHEN - DAY' },
      { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgoA' } },
      { type: 'text', text: 'Look' },
    ]);
    const blind = await ask('work/blind');
    expect(blind.stderr).toContain('blind cannot see pictures.\n');
    configure({ providers: work(), budgets: { perDay: 1 } });
    expect((await ask('work/blind')).stderr).toMatch(/^Note: Nobody knows what blind costs: .*budgets\.$/m);
    expect(server.seen[1]?.body).not.toContain('base64');
  });

  it('shows a film to the model, with what matters most in detail, and writes none of its documents', async () => {
    configure({ providers: work(), model: 'work/house' });
    server.always(sse(openAiChatStream('It drags.')));
    const film = join(folder, 'my-film');
    await photoplay(['new', 'My Film', '--folder', film]);
    const documents = () => readdirSync(film).filter((name) => name !== '.photoplay');
    const before = documents();
    const { code } = await photoplay(['ask', 'What is wrong?', '--film', film, '--focus', 'scene 2'], {
      env,
    });
    expect([code, documents()]).toEqual([0, before]);
    const [{ content }] = sent().messages;
    const shown = JSON.stringify(content);
    expect(shown).toMatch(/FILM .*SCENES.*What is wrong\?/);
    expect(shown).toMatch(/\d+\|/);
    const { stdout } = await photoplay(['usage', '--by', 'film', '--json'], { env });
    expect(JSON.stringify(JSON.parse(stdout))).toContain(film);
    for (const wrong of [
      ['--focus', 'scene 2'],
      ['--film', film, '--focus', 'the end'],
    ])
      expect((await photoplay(['ask', 'x', ...wrong], { env })).code).toBe(2);
  });

  it('refuses what it cannot send', async () => {
    const bytes = join(folder, 'film.bin');
    writeFileSync(bytes, Buffer.from([0xff, 0xfe, 0xfd]));
    const zero = join(folder, 'zero.txt');
    writeFileSync(zero, 'a\0b');
    const attach = (file: string) => photoplay(['ask', 'Look', '--attach', file, '--json'], { env });
    expect(JSON.parse((await attach(bytes)).stdout).error.code).toBe('attachment');
    expect(JSON.parse((await attach(zero)).stdout).error.code).toBe('attachment');
    expect(JSON.parse((await attach(join(folder, 'none.txt'))).stdout).error.code).toBe('not-found');
    expect((await attach(folder)).code).toBe(1);
  });

  it('reads the question on stdin', async () => {
    configure({ providers: work(), model: 'work/house' });
    server.always(sse(openAiChatStream('Read.\n')));
    const { stdout } = await photoplay(['ask', '-'], { env, input: 'From a pipe: ünïcödé' });
    expect(stdout).toBe('Read.\n');
    expect(sent().messages).toEqual([{ role: 'user', content: 'From a pipe: ünïcödé' }]);
    expect((await photoplay(['ask', '-'], { env })).code).toBe(2);
  });

  it('stops on Ctrl-C and keeps what was said', async () => {
    configure({ providers: work(), model: 'work/house' });
    server.always(sse(openAiChatStream('Once upon a time'), { end: 'stall', afterBytes: 700 }));
    const running = start(['ask', 'A story', '--json'], { env });
    await server.arrived(1);
    await new Promise((resolve) => setTimeout(resolve, 500));
    process.kill(running.pid, 'SIGINT');
    const { code, stdout } = await running.ended;
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      error: { code: 'aborted' },
      partial: expect.stringMatching(/^Once/),
    });
    expect(server.busySockets).toBe(0);
  });

  it('shows reasoning on stderr alone', async () => {
    server.always(
      sse([
        ...anthropicStream('').slice(0, 1),
        'event: content_block_start\ndata: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"First this.\\nThen that"}}\n\n',
        'event: content_block_stop\ndata: {"type":"content_block_stop","index":0}\n\n',
        'event: content_block_start\ndata: {"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"Yes."}}\n\n',
        'event: content_block_stop\ndata: {"type":"content_block_stop","index":1}\n\n',
        ...anthropicStream('').slice(-2),
      ]),
    );
    const args = ['ask', 'Think', '--api', 'anthropic', '--base-url', server.url, '--model', 'm'];
    const { stdout, stderr } = await photoplay(args, { env });
    expect(stdout).toBe('Yes.\n');
    expect(stderr).toMatch(/^ {2}First this\.\n {2}Then that\n/);
  });

  it.each([
    [['ask'], 'ask needs'],
    [['ask', '  '], 'no question'],
    [['ask', 'a', '--api', 'telepathy'], 'openai, anthropic'],
    [['ask', 'a', '--base-url', 'here'], '--base-url is an address'],
    [['ask', 'a', '--max-tokens', 'many'], '--max-tokens is a whole number'],
    [['models', '--pull='], '--pull needs'],
    [['models', 'test'], 'models test needs <model>'],
    [['models', 'dance'], 'does not know what to do'],
  ])('%j ends with 2 and says what is wrong', async (args, message) => {
    const { code, stderr } = await photoplay(args, { env });
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});

describe('photoplay models', () => {
  it('says how to begin when there is none', async () => {
    const { code, stdout } = await photoplay(['models'], { env });
    expect(code).toBe(0);
    expect(stdout).toContain('photoplay keys set');
    expect(stdout).toContain(join(folder, 'models.json'));
  });

  it('lists what there is, what it can do and costs, and what would answer now', async () => {
    const here = await serve(ollama);
    configure({
      providers: { ...work(), shut: { kind: 'openai', baseUrl: `${server.url}/shut` } },
      model: 'work/missing',
      models: { 'work/house': { context: 32_000, price: { input: 1, output: 2 } } },
    });
    server.always(({ path }) =>
      path.startsWith('/shut') ? openAiError(401, 'invalid_api_key') : openAiModels(['house', 'gpt-5']),
    );
    const around = { ...env, OLLAMA_HOST: here.origin };
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
    configure({
      providers: { azure: { kind: 'azure', baseUrl: server.url }, empty: { kind: 'compatible' } },
      models: { 'azure/writer': { context: 1000 } },
    });
    server.always(openAiModels(['gpt-5', 'whisper-1']));
    const { stdout } = await photoplay(['models'], { env: { ...env, AZURE_OPENAI_API_KEY: 'k' } });
    expect(stdout).toMatch(/^azure\/writer .* available$/m);
    expect(stdout).not.toContain('whisper');
    expect(stdout).toMatch(/^empty: This server needs an address\./m);
  });

  it('that is not there is refused with its line in the file', async () => {
    writeFileSync(join(folder, 'models.json'), '{\n  "modle": "a/b"\n}');
    const { code, stdout } = await photoplay(['models', '--json'], { env });
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      error: { code: 'models-file', file: join(folder, 'models.json'), line: 0, hint: expect.any(String) },
    });
  });
});

describe('photoplay models --local', () => {
  it('has servers, memory and a proposal', async () => {
    const [first, second] = await Promise.all([serve(ollama), serve(llamaCpp)]);
    const around = { ...env, OLLAMA_HOST: first.origin, LLAMA_CPP_HOST: second.origin };
    const { stdout } = await photoplay(['models', '--local'], { env: around });
    expect(stdout).toMatch(/GB of memory/);
    expect(stdout).toMatch(/ollama\/gemma4:e4b +9\.6 GB +pictures, tools, shapes +reads up to 131k/);
    expect(stdout).toMatch(/llama\.cpp\/qwen\.gguf +5\.0 GB/);
    const result = JSON.parse((await photoplay(['models', '--local', '--json'], { env: around })).stdout);
    expect(result.servers).toHaveLength(2);
    expect(result.proposal.reason).toMatch(/\.$/);
    expect((await photoplay(['models', '--local'], { env })).stdout).toContain('ollama.com');
  });
});

describe('photoplay models --pull', () => {
  it('fetches a model, and tells how far it has come', async () => {
    const here = await serve({
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
      env: { ...env, OLLAMA_HOST: here.origin },
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
    const { code, stdout } = await photoplay(['models', '--pull', 'tiny:1b', '--json'], { env });
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
    configure({
      providers: work(),
      models: { 'work/house': { structured: true, price: { input: 1, output: 2 } } },
    });
    server.next(
      sse(openAiChatStream('ready')),
      slate('set_slate', { scene: 7 }),
      sse(openAiChatStream('{"scene":7,"take":3}')),
    );
    const { code, stdout } = await photoplay(['models', 'test', 'work/house'], { env });
    expect(code).toBe(0);
    expect(stdout.match(/✓/g)).toHaveLength(3);
    expect(stdout).toContain('work/house cost $0.000066.');
    expect(server.seen).toHaveLength(3);
  });

  it('says what it cannot do', async () => {
    configure({ providers: work() });
    server.next(
      sse(openAiChatStream('ready')),
      sse(openAiChatStream('I called it.')),
      slate('slate', { scene: 8, take: 3 }),
    );
    const { code, stdout } = await photoplay(['models', 'test', 'work/house', '--json'], { env });
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
    configure({ providers: work() });
    server.always(openAiError(401, 'invalid_api_key'));
    const { code, stdout } = await photoplay(['models', 'test', 'work/house'], { env });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^✗ A word/);
    expect(server.seen).toHaveLength(1);
    const unknown = await photoplay(['models', 'test', 'nobody/x', '--json'], { env });
    expect(JSON.parse(unknown.stdout).error.code).toBe('no_model');
  });
});
