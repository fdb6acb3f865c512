import { setEligibility } from '../../../actions/editDraft';
import { Banner } from '../../../components/Banner';
import { Button } from '../../../components/Button';
import type { Draft } from '../../../domain/draft';
import type { ProcedureDetail } from '../../../domain/procedure';
import { eligibilityOf } from '../../../domain/questions';
import { FieldInput } from '../../../forms/FieldInput';
import { paths } from '../../../router/paths';
import { StepFrame, type StepWay } from '../StepFrame';
import { t } from '../words';

interface EligibilityStepProps {
  draft: Draft;
  detail: ProcedureDetail;
  way: StepWay;
}

/** A few yes-or-no questions first, so that nobody fills a form in vain. */
export function EligibilityStep({ draft, detail, way }: EligibilityStepProps) {
  const { asked, stop, complete } = eligibilityOf(detail, draft.eligibility);
  return (
    <StepFrame title={t('ask.title')} way={way} action={complete ? undefined : null}>
      {asked.map((question) => (
        <FieldInput
          key={question.key}
          field={{ key: question.key, label: question.ask, type: 'bool' }}
          value={draft.eligibility[question.key]}
          fault={null}
          onChange={(answer) => void setEligibility(question.key, answer === true)}
        />
      ))}
      {stop && (
        <div class="stack" role="status">
          <Banner kind="warning" title={t('ask.stop')}>
            <p>{stop.text}</p>
          </Banner>
          <Button kind="second" href={`${paths.start(detail.code)}?nho=1`}>
            {t('ask.help')}
          </Button>
        </div>
      )}
      {!stop && !complete && <p class="soft">{t('ask.more')}</p>}
    </StepFrame>
  );
}
