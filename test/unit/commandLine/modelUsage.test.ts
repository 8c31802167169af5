import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { LedgerEntry } from '../../../extension/llm/ledger/call.ts';
import { openLedger } from '../../../extension/llm/ledger/ledger.ts';
import { emptyFolder, photoplay } from '../../cli.ts';

let env: Record<string, string>;
let home: string;
beforeEach(() => {
  home = emptyFolder();
  env = { PHOTOPLAY_DATA: join(home, 'data') };
});

const noon = (date: number): number => new Date(2026, 10, date, 12).getTime();
function write(...entries: Partial<LedgerEntry>[]): void {
  const ledger = openLedger(join(home, 'data', 'usage'));
  for (const entry of entries)
    ledger.add({
      time: noon(21),
      provider: 'openai',
      model: 'gpt-x',
      retry: 0,
      totalMs: 1500,
      usage: { input: 1000, cached: 200, cacheWrite: 0, output: 50, reasoning: 5 },
      ...entry,
    });
  ledger.close();
}
const usage = (...args: string[]) => photoplay(['usage', ...args], { env, cwd: home });
const object = async (...args: string[]) => JSON.parse((await usage(...args, '--json')).stdout);

describe('photoplay usage', () => {
  it('says so when no model was ever asked', async () => {
    expect(await usage()).toMatchObject({ code: 0, stdout: 'No calls to models.\n', stderr: '' });
    expect(await object()).toMatchObject({ version: 1, sums: [], total: { calls: 0, cost: 0 } });
  });

  it('shows tokens and cost, and what is unknown of it', async () => {
    write(
      { cost: 1_500_000 },
      { cost: 2 },
      { model: 'local' },
      { time: noon(20), code: 'aborted', model: 'local' },
    );
    const { stdout, stderr } = await usage('--by', 'model');
    expect(stdout.split('\n')).toEqual([
      'Model         Calls  Failed   Sent  Cached  Written  Reasoning               Cost',
      'openai/gpt-x      2       0  2,000     400      100         10              $1.50',
      'openai/local      2       1  2,000     400      100         10            unknown',
      'All               4       1  4,000     800      200         20  $1.50 + 2 unknown',
      '',
    ]);
    expect(stderr).toBe('');
    expect((await usage()).stdout).toMatch(
      /^Day .*\n2026-11-20 .* unknown\n2026-11-21 .* \$1.50 \+ 1 unknown\nAll /,
    );
  });

  it('sums by several, as an object in which an unknown cost is null', async () => {
    write({ cost: 3, agent: 'writer' }, { agent: 'critic' });
    const { sums, total } = await object('--by', 'agent,model');
    expect(sums).toMatchObject([
      { agent: 'critic', provider: 'openai', model: 'gpt-x', cost: null, unpriced: 1 },
      { agent: 'writer', cost: 3, unpriced: 0, input: 1000 },
    ]);
    expect(total).toMatchObject({ calls: 2, cost: 3, unpriced: 1 });
  });

  it('counts from a day to a day, or the last days', async () => {
    write(
      { time: noon(1), cost: 1 },
      { time: noon(2), cost: 2 },
      { time: noon(3), cost: 4 },
      { time: Date.now(), cost: 8 },
    );
    write({ time: Date.now() - 2 * 86_400_000, cost: 16 });
    const cost = async (...args: string[]) => (await object(...args)).total.cost;
    expect(await cost('--since', '2026-11-02', '--until', '2026-11-02')).toBe(2);
    expect(await cost('--until', '2026-11-02')).toBe(3);
    expect(await cost('--since', 'today')).toBe(8);
    expect(await cost('--since', '5d')).toBeGreaterThanOrEqual(24);
  });

  it('knows a film by its folder or its name', async () => {
    const film = join(home, 'my-film');
    mkdirSync(film);
    write(
      { film, cost: 1 },
      { film: '/elsewhere/other', cost: 2 },
      { film: '/a/same', cost: 4 },
      { film: '/b/same', cost: 8 },
    );
    const cost = async (name: string) => (await object('--film', name)).total.cost;
    expect(await cost('my-film/')).toBe(1);
    expect(await cost(film)).toBe(1);
    expect(await cost('other')).toBe(2);
    expect(await usage('--film', 'same')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('/a/same, /b/same;'),
    });
    expect(await usage('--film', 'none')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('my-film'),
    });
  });

  it('shows each call by itself', async () => {
    write(
      { cost: 1234, film: 'f', agent: 'writer', purpose: 'outline' },
      { code: 'stalled', time: noon(22) },
    );
    const bare: Partial<LedgerEntry> = { code: 'auth', time: noon(23) };
    write(bare);
    const [head, first, second] = (await usage('--by', 'call')).stdout.split('\n');
    expect(head).toMatch(/^When .* Outcome$/);
    expect(first).toMatch(
      /^2026-11-21 12:00:00 {2}openai\/gpt-x {2}f {2,}writer {2}outline {2}1000 .* 1\.5 .*\$0\.001234 {2}ok$/,
    );
    expect(second).toMatch(/ – .* unknown .*stalled$/);
    expect((await object('--by', 'call')).calls).toMatchObject([
      { cost: 1234 },
      { cost: null, code: 'stalled' },
      { code: 'auth' },
    ]);
  });

  it('writes a table for spreadsheets, exact, in which no name is a formula', async () => {
    write({ cost: 1_000_001, film: '=HYPERLINK("x")', agent: 'a, b' }, { film: '', agent: '+1' });
    expect((await usage('--by', 'film,agent', '--csv', '-')).stdout).toBe(
      [
        'film,agent,calls,failed,input,cached,cacheWrite,output,reasoning,unpriced,dollars',
        ",'+1,1,0,1000,200,0,50,5,1,",
        '"\'=HYPERLINK(""x"")","a, b",1,0,1000,200,0,50,5,0,1.000001',
        '',
      ].join('\r\n'),
    );
    const { stdout } = await usage('--csv', 'out.csv', '--by', 'call');
    expect(stdout).toContain('When');
    const lines = readFileSync(join(home, 'out.csv'), 'utf8').split('\r\n');
    expect(lines[0]).toBe(
      'time,day,provider,model,film,agent,purpose,input,cached,cacheWrite,output,reasoning,dollars,firstTokenMs,totalMs,retry,code',
    );
    expect(lines[1]).toContain(`${new Date(noon(21)).toISOString()},2026-11-21,openai,gpt-x,"'=HYPER`);
    expect(lines[2]).toMatch(/,50,5,,,1500,0,$/);
    expect(readdirSync(home).filter((name) => name.includes('.new'))).toEqual([]);
  });

  it('says what it cannot write, and leaves nothing behind', async () => {
    write({});
    expect(await usage('--csv', join('none', 'out.csv'))).toMatchObject({ code: 1 });
    mkdirSync(join(home, 'folder'));
    expect(await usage('--csv', 'folder')).toMatchObject({ code: 1 });
    expect(readdirSync(home).sort()).toEqual(['data', 'folder']);
  });

  it('tells a damaged ledger, and shows what is left', async () => {
    write({ cost: 5 });
    writeFileSync(join(home, 'data', 'usage', 'usage-2026-11.jsonl'), '{"torn');
    const { stdout, stderr } = await usage('--json');
    expect(JSON.parse(stdout)).toMatchObject({ total: { calls: 1, cost: 5 } });
    expect(stderr).toContain('damaged line');
  });

  it.each([
    [['--by', 'week'], '--by is day, model'],
    [['--by', 'day,call'], 'not "call"'],
    [['--since', '2026-02-30'], '--since is a day'],
    [['--since', '2026-2-3'], '--since is a day'],
    [['--until', 'yesterday'], '--until is a day'],
    [['--csv', ''], '--csv needs a file'],
    [['--csv', '-', '--json'], 'both write'],
    [['--film', 'x'], 'no calls for any film'],
  ])('%j is bad usage', async (args, message) => {
    expect(await usage(...args)).toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
  });
});
