import './procedure.css';
import { useEffect } from 'preact/hooks';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { LinkCard } from '../../components/Card';
import { IconHelp } from '../../components/icons';
import { AnyPicture } from '../../components/more-pictures';
import { later } from '../../components/later';
import { Screen } from '../../components/Screen';
import { Skeleton } from '../../components/Skeleton';
import { mayCost, type ProcedureDetail } from '../../domain/procedure';
import { codeFromPath, paths, type ScreenProps } from '../../router/paths';
import { catalogue } from '../../state/catalogue';
import { awaitVoice, hears } from '../../state/hearing';
import { lastAgency, loadRates } from '../../state/places';
import { procedure, procedureFault, showProcedure } from '../../state/procedure-page';
import { common } from '../../words/common';
import { Eligibility } from './Eligibility';
import { Facts } from './Facts';
import { t } from './words';

export function ProcedureScreen({ params }: ScreenProps) {
  const code = codeFromPath(params.code ?? '');
  useEffect(() => void showProcedure(code), [code]);
  const detail = procedure.value?.code === code ? procedure.value : null;
  const row = catalogue.value?.entries.find((entry) => entry.code === code);
  const title = detail?.short_name ?? row?.short_name ?? t('title');
  return (
    <Screen title={title} back={paths.search} action={detail && <Way detail={detail} />}>
      {!detail && procedureFault.value && <Fault code={code} fault={procedureFault.value} />}
      {!detail && !procedureFault.value && <Skeleton lines={5} />}
      {detail && <Page detail={detail} />}
    </Screen>
  );
}

function Page({ detail }: { detail: ProcedureDetail }) {
  useEffect(awaitVoice, []);
  useEffect(() => {
    const agency = lastAgency();
    if (agency && mayCost(detail)) void loadRates(agency);
  }, [detail]);
  return (
    <>
      <div class="procedure__lead">
        <AnyPicture code={detail.code} field={detail.field} />
        <p class="procedure__summary">{detail.summary ?? detail.name}</p>
      </div>
      {hears() && <Listen detail={detail} />}
      <Facts detail={detail} />
      {(detail.uncertain?.length ?? 0) > 0 && <Banner kind="warning">{t('uncertain')}</Banner>}
      {detail.together?.map(([key, name]) => (
        <LinkCard key={key} href={paths.family + key} title={name} text={t('together')} />
      ))}
      <Eligibility detail={detail} />
      <p class="soft small">
        {t('official')}: {detail.name}
        <br />
        {t('code')}: {detail.code}
      </p>
    </>
  );
}

const Listen = later(() => import('./aloud').then((part) => part.Listen), true);

/** The one way on: fill it here, or be called back by the commune. */
function Way({ detail }: { detail: ProcedureDetail }) {
  if (detail.mode === 'assistance') {
    return (
      <>
        <p class="soft small">{t('assist_text')}</p>
        <Button href={paths.start(detail.code)} icon={IconHelp} wide>
          {t('assist')}
        </Button>
      </>
    );
  }
  return (
    <Button href={paths.start(detail.code)} wide>
      {t('start')}
    </Button>
  );
}

function Fault({ code, fault }: { code: string; fault: 'no_link' | 'unknown' }) {
  return (
    <Banner kind="warning" title={t(`errors.${fault}`)} alert>
      <p>{t(`errors.${fault}_hint`)}</p>
      {fault === 'no_link' ? (
        <Button kind="second" onClick={() => void showProcedure(code)}>
          {common('retry')}
        </Button>
      ) : (
        <Button kind="second" href={paths.search}>
          {t('search')}
        </Button>
      )}
    </Banner>
  );
}
