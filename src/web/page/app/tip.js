// One tooltip for the whole page: the `data-tip` of what is pointed at or focused.

const tip = document.getElementById('tip');
let owner = null;

function show(target) {
  if (owner === target) return;
  hide();
  owner = target;
  tip.textContent = target.dataset.tip;
  tip.hidden = false;
  const box = target.getBoundingClientRect();
  const left = Math.min(Math.max(8, box.left + box.width / 2 - tip.offsetWidth / 2), innerWidth - tip.offsetWidth - 8);
  const above = box.top - tip.offsetHeight - 8;
  tip.style.left = `${left}px`;
  tip.style.top = `${above > 8 ? above : box.bottom + 8}px`;
}

/** Takes the tooltip away; true when one was showing. */
export function hide() {
  const shown = owner !== null;
  owner = null;
  tip.hidden = true;
  return shown;
}

/** Follows pointer and focus. */
export function watch() {
  const over = (event) => {
    const target = event.target.closest?.('[data-tip]');
    if (target) show(target);
    else if (owner && !owner.contains(document.activeElement)) hide();
  };
  document.addEventListener('pointerover', over);
  document.addEventListener('focusin', (event) => (event.target.closest('[data-tip]') ? over(event) : hide()));
  document.addEventListener('focusout', hide);
  document.addEventListener('scroll', hide, true);
}
