/** A scripted network: each request waits for the test's answer to it. */
export interface Asked {
  method: string;
  path: string;
  headers: Headers;
  credentials: RequestCredentials | undefined;
  body: BodyInit | null | undefined;
}

type Script = (asked: Asked) => Response | Promise<Response>;

export function scripted(script: Script): { fetch: typeof fetch; asked: Asked[] } {
  const asked: Asked[] = [];
  return {
    asked,
    fetch: async (input, init) => {
      const request: Asked = {
        method: init?.method ?? 'GET',
        path: input as string,
        headers: new Headers(init?.headers),
        credentials: init?.credentials,
        body: init?.body,
      };
      asked.push(request);
      return script(request);
    },
  };
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json', ...headers },
  });
}

export function problem(status: number, code: string, members: object = {}): Response {
  return new Response(JSON.stringify({ code, status, title: `Sentence of ${code}.`, ...members }), {
    status,
    headers: { 'Content-Type': 'application/problem+json' },
  });
}

/** What a hotel's or a mast's sign-in page answers to everything. */
export const portal = (): Response =>
  new Response('<html>Welcome</html>', { status: 200, headers: { 'Content-Type': 'text/html' } });

export const noLink = (): Response => {
  throw new TypeError('Failed to fetch');
};
