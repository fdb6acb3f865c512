import { Button } from '../../components/Button';
import { EmptyState } from '../../components/EmptyState';
import { Screen } from '../../components/Screen';
import { paths } from '../../router/paths';
import { words } from '../../words';
import vi from '../../words/vi/not-found.json';

const t = words(vi, () => import('../../words/en/not-found.json'));

export function NotFoundScreen() {
  return (
    <Screen title={t('title')}>
      <EmptyState picture="mountains" title={t('title')} text={t('text')}>
        <Button href={paths.home}>{t('home')}</Button>
      </EmptyState>
    </Screen>
  );
}
