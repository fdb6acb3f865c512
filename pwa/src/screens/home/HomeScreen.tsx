import { Screen } from '../../components/Screen';
import vi from '../../words/vi/home.json';
import { words } from '../../words';

const t = words(vi, () => import('../../words/en/home.json'));

export function HomeScreen() {
  return <Screen title={t('title')}>{null}</Screen>;
}
