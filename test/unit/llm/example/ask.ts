import { modelEvents, providerKinds, route, unknownCapabilities } from '../../../../extension/llm/index.ts';

/** Asks the server at one address, and the one at another where the first cannot answer. */
export async function askTwo(urls: readonly string[], question: string): Promise<string> {
  const candidates = await Promise.all(
    urls.map(async (baseUrl) => ({
      provider: await providerKinds.compatible({ id: baseUrl, baseUrl, key: async () => process.env.MY_KEY }),
      model: 'llama3.2',
      capabilities: unknownCapabilities,
    })),
  );
  const request = {
    model: '', // each candidate has its own
    messages: [{ role: 'user' as const, parts: [{ type: 'text' as const, text: question }] }],
  };
  let text = '';
  for await (const event of modelEvents(route(candidates, request), (decision) =>
    console.error(decision.type),
  )) {
    if (event.type === 'text') text += event.text;
    if (event.type === 'error')
      console.error(event.error.code, event.error.message, event.error.details.hint);
  }
  return text;
}
