/** Every address of the app, in one place. A code's dots would look like a file's ending to servers. */
export const paths = {
  home: '/',
  search: '/tim',
  procedure: (code: string) => `/thu-tuc/${code.replaceAll('.', '-')}`,
  dossiers: '/ho-so',
  tonight: '/toi-nay',
  dossier: (id: string) => `/ho-so/${id}`,
  pay: (id: string) => `/thanh-toan/${id}`,
  apply: (draft: string, step?: string) => (step ? `/lam/${draft}/${step}` : `/lam/${draft}`),
  /** Photographing one paper of a draft. */
  capture: (draft: string, paper: string) => `/chup/${draft}/${paper}`,
  /** Where another app's pictures arrive. */
  shared: '/nhan-anh',
  /** The three questions, and what one event in a house brings along. */
  ask: '/hoi',
  family: '/ca-nha/',
  start: (code: string) => `/bat-dau/${code.replaceAll('.', '-')}`,
  help: '/tro-giup',
  signIn: '/dang-nhap',
  devices: '/may-cua-toi',
  settings: '/cai-dat',
  ready: '/san-sang',
  room: '/bo-nho',
  inbox: '/tin-bao',
  notices: '/bao-tin',
  helping: '/nhan-giup',
  people: '/toi/nguoi-quen',
} as const;

export function codeFromPath(segment: string): string {
  return segment.replaceAll('-', '.');
}

/** What every screen gets: the parts of the address written `:name` in its route. */
export interface ScreenProps {
  params: Record<string, string>;
}
