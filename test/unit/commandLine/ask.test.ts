import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { photoplay, start } from '../../cli.ts';
import { refusedUrl } from '../../llm/faultServer.ts';
import { anthropicStream, openAiChatStream, openAiError, sse } from '../../llm/streams.ts';
import { modelsHome, secret } from './modelsHome.ts';

const home = modelsHome();

describe('photoplay ask', () => {
  it('streams the answer to stdout; what else there is to know goes to stderr', async () => {
    home.configure({
      providers: home.work(),
      model: 'work/house',
      models: { 'work/house': { price: { input: 1, output: 2 } } },
    });
    home.server.always(sse(openAiChatStream('Good day.', { usage: { input: 12, output: 5 } })));
    const { code, stdout, stderr } = await photoplay(
      ['ask', 'Hello', '--system', 'Be kind.', '--max-tokens', '50'],
      {
        env: { ...home.env, WORK_API_KEY: secret },
      },
    );
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'Good day.\n' });
    expect(stderr).toMatch(/^work\/house: .* 12 tokens read, 5 written, cost \$0\.000022\n$/);
    expect(home.sent()).toMatchObject({
      model: 'house',
      messages: [
        { role: 'system', content: 'Be kind.' },
        { role: 'user', content: 'Hello' },
      ],
    });
    expect(home.sent().max_completion_tokens ?? home.sent().max_tokens).toBe(50);
    expect(home.server.seen[0]?.headers.authorization).toBe(`Bearer ${secret}`);
  });

  it('tells beforehand what a costly call may cost', async () => {
    const house = { price: { input: 1, output: 20 } };
    home.configure({ providers: home.work(), model: 'work/house', models: { 'work/house': house } });
    home.server.always(sse(openAiChatStream('Good day.', { usage: { input: 12, output: 5 } })));
    const stderrOf = async (tokens: string) =>
      (
        await photoplay(['ask', 'Hello', '--max-tokens', tokens], {
          env: { ...home.env, WORK_API_KEY: secret },
        })
      ).stderr;
    expect(await stderrOf('6000')).toMatch(/^This may cost about \$0\.12\.\n/);
    expect(await stderrOf('4000')).not.toContain('may cost');
  });

  it('works with nothing configured: a server, what it speaks, and a key of the environment', async () => {
    home.server.next(sse(openAiChatStream('From OpenAI.')), sse(anthropicStream('From Anthropic.')));
    const ask = (api: string, key: string) =>
      photoplay(
        ['ask', 'Hello', '--api', api, '--base-url', `${home.server.url}/v1`, '--model', 'a/b', '--json'],
        {
          env: { ...home.env, [key]: secret },
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
    expect(home.server.seen.map(({ path }) => path)).toEqual(['/v1/chat/completions', '/v1/messages']);
    expect(JSON.stringify(home.server.seen[1]?.headers)).toContain(secret);
  });

  it('ends with 1 and a coded error, with what had been said, and never with the key', async () => {
    const ask = () =>
      photoplay(
        ['ask', 'Hello', '--api', 'openai', '--base-url', `${home.server.url}/v1`, '--model', 'm', '--json'],
        {
          env: { ...home.env, OPENAI_API_KEY: secret },
        },
      );
    home.server.always(openAiError(401, 'invalid_api_key', `Incorrect API key provided: ${secret}`));
    const refused = await ask();
    expect(refused.code).toBe(1);
    expect(JSON.parse(refused.stdout)).toMatchObject({
      version: 1,
      error: { code: 'auth', message: expect.any(String), status: 401, provider: 'openai', model: 'm' },
      partial: '',
    });
    home.server.always(
      sse(openAiChatStream('Half an answer, and then'), { end: 'destroy', afterBytes: 900 }),
    );
    const cut = await ask();
    const { error, partial } = JSON.parse(cut.stdout);
    expect(cut.code).toBe(1);
    expect(error.phase).toBe('mid');
    expect(partial).toMatch(/^Half/);
    for (const { stdout, stderr } of [refused, cut]) {
      expect(stdout).not.toContain(secret.slice(8));
      expect(stderr).not.toContain(secret.slice(8));
    }
    const written = readdirSync(join(home.folder, 'usage')).map((file) =>
      readFileSync(join(home.folder, 'usage', file), 'latin1'),
    );
    expect(written.some((text) => text.includes('auth'))).toBe(true);
    expect(written.some((text) => text.includes(secret.slice(8)))).toBe(false);
  });

  it('goes on with the fallbacks, and tells', async () => {
    home.configure({
      providers: { gone: { kind: 'compatible', baseUrl: `${await refusedUrl()}/v1` }, ...home.work() },
      model: 'gone/a',
      fallbacks: ['work/b'],
    });
    home.server.always(sse(openAiChatStream('Here.')));
    const { code, stdout, stderr } = await photoplay(['ask', 'Hello'], { env: home.env });
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'Here.\n' });
    expect(stderr).toContain('Asking work/b instead.');
  });

  it('sends texts and pictures along; a model that cannot see is not shown them', async () => {
    home.configure({ providers: home.work(), models: { 'work/eyes': { images: true } } });
    home.server.always(sse(openAiChatStream('Seen.')));
    const text = join(home.folder, 'scene.fountain');
    const picture = join(home.folder, 'page.dat');
    writeFileSync(text, 'INT. KITCHEN - DAY');
    writeFileSync(picture, Buffer.from('89504e470d0a1a0a00', 'hex'));
    const ask = (model: string) =>
      photoplay(['ask', 'Look', '--attach', text, '--attach', picture, '--model', model], { env: home.env });
    await ask('work/eyes');
    const [{ content }] = home.sent().messages;
    expect(content).toMatchObject([
      { type: 'text', text: 'scene.fountain:\n\nINT. KITCHEN - DAY' },
      { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgoA' } },
      { type: 'text', text: 'Look' },
    ]);
    const blind = await ask('work/blind');
    expect(blind.stderr).toContain('blind cannot see pictures.\n');
    home.configure({ providers: home.work(), budgets: { perDay: 1 } });
    expect((await ask('work/blind')).stderr).toMatch(/^Note: Nobody knows what blind costs: .*budgets\.$/m);
    expect(home.server.seen[1]?.body).not.toContain('base64');
  });

  it('shows a film to the model, with what matters most in detail, and writes none of its documents', async () => {
    home.configure({ providers: home.work(), model: 'work/house' });
    home.server.always(sse(openAiChatStream('It drags.')));
    const film = join(home.folder, 'my-film');
    await photoplay(['new', 'My Film', '--folder', film]);
    const documents = () => readdirSync(film).filter((name) => name !== '.photoplay');
    const before = documents();
    const { code } = await photoplay(['ask', 'What is wrong?', '--film', film, '--focus', 'scene 2'], {
      env: home.env,
    });
    expect([code, documents()]).toEqual([0, before]);
    const [{ content }] = home.sent().messages;
    const shown = JSON.stringify(content);
    expect(shown).toMatch(/FILM .*SCENES.*What is wrong\?/);
    expect(shown).toMatch(/\d+\|/);
    const { stdout } = await photoplay(['usage', '--by', 'film', '--json'], { env: home.env });
    expect(JSON.stringify(JSON.parse(stdout))).toContain(film);
    for (const wrong of [
      ['--focus', 'scene 2'],
      ['--film', film, '--focus', 'the end'],
    ])
      expect((await photoplay(['ask', 'x', ...wrong], { env: home.env })).code).toBe(2);
  });

  it('refuses what it cannot send', async () => {
    const bytes = join(home.folder, 'film.bin');
    writeFileSync(bytes, Buffer.from([0xff, 0xfe, 0xfd]));
    const zero = join(home.folder, 'zero.txt');
    writeFileSync(zero, 'a\0b');
    const attach = (file: string) =>
      photoplay(['ask', 'Look', '--attach', file, '--json'], { env: home.env });
    expect(JSON.parse((await attach(bytes)).stdout).error.code).toBe('attachment');
    expect(JSON.parse((await attach(zero)).stdout).error.code).toBe('attachment');
    expect(JSON.parse((await attach(join(home.folder, 'none.txt'))).stdout).error.code).toBe('not-found');
    expect((await attach(home.folder)).code).toBe(1);
  });

  it('reads the question on stdin', async () => {
    home.configure({ providers: home.work(), model: 'work/house' });
    home.server.always(sse(openAiChatStream('Read.\n')));
    const { stdout } = await photoplay(['ask', '-'], { env: home.env, input: 'From a pipe: ünïcödé' });
    expect(stdout).toBe('Read.\n');
    expect(home.sent().messages).toEqual([{ role: 'user', content: 'From a pipe: ünïcödé' }]);
    expect((await photoplay(['ask', '-'], { env: home.env })).code).toBe(2);
  });

  it('stops on Ctrl-C and keeps what was said', async () => {
    home.configure({ providers: home.work(), model: 'work/house' });
    home.server.always(sse(openAiChatStream('Once upon a time'), { end: 'stall', afterBytes: 700 }));
    const running = start(['ask', 'A story', '--json'], { env: home.env });
    await home.server.arrived(1);
    await new Promise((resolve) => setTimeout(resolve, 500));
    process.kill(running.pid, 'SIGINT');
    const { code, stdout } = await running.ended;
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      error: { code: 'aborted' },
      partial: expect.stringMatching(/^Once/),
    });
    expect(home.server.busySockets).toBe(0);
  });

  it('shows reasoning on stderr alone', async () => {
    home.server.always(
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
    const args = ['ask', 'Think', '--api', 'anthropic', '--base-url', home.server.url, '--model', 'm'];
    const { stdout, stderr } = await photoplay(args, { env: home.env });
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
    const { code, stderr } = await photoplay(args, { env: home.env });
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});
