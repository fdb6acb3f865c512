/** One line a screen; the first match wins. Only the home travels with the first visit. */
import type { ComponentType } from 'preact';
import { HomeScreen } from '../screens/home/HomeScreen';
import type { ScreenProps } from './paths';

export type Tab = 'home' | 'dossiers' | 'search' | 'help';

type Screen = ComponentType<ScreenProps>;

export interface AppRoute {
  path: string;
  /** Present at once, or fetched when first asked for. */
  screen?: Screen;
  load?: () => Promise<Screen>;
  /** The tab of the navigation that is lit. */
  tab?: Tab;
  /** A screen of steps: no navigation, so that nothing lures away. */
  focused?: boolean;
}

export const routes: AppRoute[] = [
  { path: '/', screen: HomeScreen, tab: 'home' },
  { path: '/tim', tab: 'search', load: () => import('../screens/search/SearchScreen').then((m) => m.SearchScreen) },
  { path: '/thu-tuc/:code', tab: 'search', load: () => import('../screens/procedure/ProcedureScreen').then((m) => m.ProcedureScreen) },
  { path: '/hoi/:who?/:what?', tab: 'search', load: () => import('../screens/family').then((m) => m.AskScreen) },
  { path: '/ca-nha/:key/:set?', tab: 'search', load: () => import('../screens/family').then((m) => m.FamilyScreen) },
  { path: '/tro-giup', tab: 'help', load: () => import('../screens/help/HelpScreen').then((m) => m.HelpScreen) },
  { path: '/dang-nhap', focused: true, load: () => import('../screens/sign-in/SignInScreen').then((m) => m.SignInScreen) },
  { path: '/may-cua-toi', tab: 'help', load: () => import('../screens/devices/DevicesScreen').then((m) => m.DevicesScreen) },
  { path: '/cai-dat', tab: 'home', load: () => import('../screens/settings/SettingsScreen').then((m) => m.SettingsScreen) },
  { path: '/san-sang', tab: 'home', load: () => import('../screens/ready/ReadyScreen').then((m) => m.ReadyScreen) },
  { path: '/bo-nho', tab: 'home', load: () => import('../screens/ready/RoomScreen').then((m) => m.RoomScreen) },
  { path: '/tin-bao', tab: 'home', load: () => import('../screens/news/InboxScreen').then((m) => m.InboxScreen) },
  { path: '/nhan-giup', tab: 'home', load: () => import('../screens/news/HelpingScreen').then((m) => m.HelpingScreen) },
  { path: '/bao-tin', tab: 'home', load: () => import('../screens/news/NoticesScreen').then((m) => m.NoticesScreen) },
  { path: '/toi/nguoi-quen', tab: 'home', load: () => import('../screens/people/PeopleScreen').then((m) => m.PeopleScreen) },
  { path: '/bat-dau/:code', focused: true, load: () => import('../screens/apply/StartScreen').then((m) => m.StartScreen) },
  { path: '/lam/:draft/:step?', focused: true, load: () => import('../screens/apply/ApplyScreen').then((m) => m.ApplyScreen) },
  { path: '/chup/:draft/:paper', focused: true, load: () => import('../screens/capture').then((m) => m.CaptureScreen) },
  { path: '/nhan-anh', tab: 'dossiers', load: () => import('../screens/capture').then((m) => m.ShareScreen) },
  { path: '/ho-so', tab: 'dossiers', load: () => import('../screens/dossiers/DossiersScreen').then((m) => m.DossiersScreen) },
  { path: '/toi-nay', tab: 'dossiers', load: () => import('../screens/tonight/TonightScreen').then((m) => m.TonightScreen) },
  { path: '/ho-so/:id', tab: 'dossiers', load: () => import('../screens/dossier/DossierScreen').then((m) => m.DossierScreen) },
  { path: '/thanh-toan/:id', tab: 'dossiers', load: () => import('../screens/pay/PayScreen').then((m) => m.PayScreen) },
];

export const notFound: AppRoute = {
  path: '*',
  load: () => import('../screens/not-found/NotFoundScreen').then((m) => m.NotFoundScreen),
};
