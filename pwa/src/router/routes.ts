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
];

export const notFound: AppRoute = {
  path: '*',
  load: () => import('../screens/not-found/NotFoundScreen').then((m) => m.NotFoundScreen),
};
