// An article for tests: an original, its good translation, and the same with
// twelve errors planted. Written for this; CC0-1.0.

/** Paragraphs: [original, translation, [right words, wrong words]…]; the third and on are the errors. */
const PARAGRAPHS = [
  ["Night train between Brest and Vienna to return in May",
    "Le train de nuit entre Brest et Vienne reviendra en mai"],
  ["The night train between Brest and Vienna will run again from 12 May, the railway company Armorail said on Wednesday. It will leave Brest at 6.40 p.m. on Mondays and Fridays and reach Vienna the next day.",
    "Le train de nuit entre Brest et Vienne circulera de nouveau à partir du 12 mai, a annoncé mercredi la compagnie ferroviaire Armorail. Il partira de Brest à 18 h 40 les lundis et vendredis et arrivera à Vienne le lendemain.",
    ["12 mai", "21 mai"], ["annoncé mercredi", "annoncé jeudi"]],
  ["The line was closed in 2016 because it lost about 3.5 million euros a year.",
    "La ligne a été fermée en 2016 parce qu’elle perdait environ 3,5 millions d’euros par an.",
    ["3,5 millions", "3,5 milliards"]],
  ["“We do not expect to make a profit before 2029,” said Claire Maurin, who heads the company.",
    "« Nous ne pensons pas faire de bénéfices avant 2029 », a déclaré Claire Maurin, qui dirige la compagnie.",
    ["ne pensons pas", "pensons"], ["Claire Maurin", "Claire Morin"]],
  ["Each train has 11 carriages and 318 berths. A berth in a cabin for four costs 89 euros.",
    "Chaque train compte 11 voitures et 318 couchettes. Une couchette dans une cabine de quatre coûte 89 euros.",
    ["318 couchettes", "381 couchettes"]],
  ["Passengers with bicycles must book a place at least two days ahead.",
    "Les voyageurs avec un vélo doivent réserver une place au moins deux jours à l’avance.",
    ["au moins deux jours", "au plus deux jours"]],
  ["The unions have not yet agreed to the timetable. They say that drivers would have less than nine hours of rest in Vienna.",
    "Les syndicats n’ont pas encore accepté les horaires. Ils affirment que les conducteurs auraient moins de neuf heures de repos à Vienne.",
    ["moins de neuf heures", "plus de neuf heures"]],
  ["“Nobody will drive for more than six hours,” Ms Maurin said.",
    "« Personne ne conduira pendant plus de six heures », a dit Mme Maurin."],
  ["According to a survey by the Institute of Transport, 62 percent of passengers would rather take a night train than a plane if the price was the same. Most of them were under 40.",
    "Selon un sondage de l’Institut des transports, 62 % des voyageurs préféreraient un train de nuit à un avion si le prix était le même. La plupart d’entre eux avaient moins de 40 ans.",
    ["62 %", "26 %"], [" La plupart d’entre eux avaient moins de 40 ans.", ""]],
  ["The region pays 1.2 million euros for the stations at Morlaix and Guingamp, where the platforms are 40 metres too short.",
    "La région paie 1,2 million d’euros pour les gares de Morlaix et de Guingamp, dont les quais sont trop courts de 40 mètres.",
    ["40 mètres", "40 kilomètres"]],
  ["Work there may begin in March.",
    "Les travaux pourraient y commencer en mars.",
    ["pourraient y commencer", "y commenceront"]],
  ["Tickets have been on sale since Tuesday. By Wednesday evening more than 5,000 had been sold, many of them to students.",
    "Les billets sont en vente depuis mardi. Mercredi soir, plus de 5 000 avaient été vendus, dont beaucoup à des étudiants."],
];

const joined = (paragraphs) => `${paragraphs.join("\n\n")}\n`;

export const ORIGINAL = joined(PARAGRAPHS.map(([original]) => original));
export const GOOD = joined(PARAGRAPHS.map(([, good]) => good));
export const BAD = joined(PARAGRAPHS.map(([, good, ...errors]) => errors.reduce((text, [right, wrong]) => {
  if (!text.includes(right)) throw new Error(`${right} is not there`);
  return text.replace(right, wrong);
}, good)));
export const ERRORS = PARAGRAPHS.flatMap(([, , ...errors]) => errors);
