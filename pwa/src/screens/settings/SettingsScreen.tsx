import { Card, LinkCard } from '../../components/Card';
import { IconDevice, IconPerson } from '../../components/icons';
import { later } from '../../components/later';
import { LanguageSwitch } from '../../components/LanguageSwitch';
import { Screen } from '../../components/Screen';
import { RadioTiles } from '../../components/Tiles';
import { paths } from '../../router/paths';
import { account } from '../../state/shelf';
import { chooseTextSize, textSize, type TextSize } from '../../state/text-size';
import { words } from '../../words';
import vi from '../../words/vi/settings.json';

const t = words(vi, () => import('../../words/en/settings.json'));

const News = later(() => import('../news/NoticesEntrance').then((part) => part.NoticesEntrance), true);

const More = later(() => import('../away/More').then((part) => part.More), true);

const SIZES: readonly TextSize[] = ['normal', 'large', 'largest'];

export function SettingsScreen() {
  return (
    <Screen title={t('title')} back={paths.home}>
      <Card title={t('language')}>
        <LanguageSwitch />
      </Card>
      <Card>
        <RadioTiles label={t('text')} help={t('sample')} options={SIZES.map((size) => ({ value: size, label: t(`text_${size}`) }))} value={textSize.value} onChoose={(size) => chooseTextSize(size as TextSize)} />
      </Card>
      {account.value ? (
        <LinkCard href={paths.devices} picture={<IconDevice />} title={t('account')} text={account.value.full_name} />
      ) : (
        <LinkCard href={paths.signIn} picture={<IconPerson />} title={t('sign_in')} />
      )}
      <News />
      <More />
    </Screen>
  );
}
