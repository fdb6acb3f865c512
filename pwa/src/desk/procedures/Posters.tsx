import { tq } from './words';

const POSTERS = '/api/desk/posters';

/** Pages to print and hang up: all in one go, or the commune's own. */
export function Posters() {
  return (
    <nav class="posters" aria-label={tq('posters')}>
      <strong>{tq('posters')}</strong>
      <Print href={`${POSTERS}.pdf`}>{tq('posters_forms')}</Print>
      <Print href={`${POSTERS}.pdf?listed=true`}>{tq('posters_all')}</Print>
      <Print href={`${POSTERS}/commune.pdf`}>{tq('posters_commune')}</Print>
    </nav>
  );
}

export function PosterLink({ code }: { code: string }) {
  return <Print href={`${POSTERS}/${code}.pdf`}>{tq('poster')}</Print>;
}

function Print({ href, children }: { href: string; children: string }) {
  return (
    <a href={href} target="_blank" rel="noopener">
      {children}
    </a>
  );
}
