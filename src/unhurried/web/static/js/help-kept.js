// Help now opens without a connection too, once it was opened with one: a worker of its own keeps it.
const said = document.querySelector("[data-kept-by]");

async function keeps() {
  await navigator.serviceWorker.register(said.dataset.keptBy);
  said.hidden = false;
}

if (navigator.serviceWorker) keeps().catch(() => {});
