--- Invented mini-articles of many kinds, and what each person in them is: the guard against cues that fit two articles only.
--
-- { title, text, { name = "role", or "role kind", or "role kind vulnerable" } }.  Role "private" with "vulnerable" is what a
-- policy must never miss; "public" is who acts for an institution, speaks as an expert, or is known to everybody.

return {
  { "a football match", [[
Harwick United beat Norvale City 3-1 on Saturday after striker Denny Calloway scored twice in the second half.

Coach Ruud Vantermeer praised his young side. "They never stopped running," Vantermeer said. Norvale goalkeeper Iker Zubillaga
was sent off in the 70th minute. A supporter, Colin Pratchley, 61, collapsed in the stands and was treated for a heart attack.]],
    { ["Denny Calloway"] = "public athlete", ["Ruud Vantermeer"] = "public athlete", ["Iker Zubillaga"] = "public athlete",
      ["Colin Pratchley"] = "private patient vulnerable" } },

  { "a cabinet reshuffle", [[
Prime Minister Odette Larivaux named Finance Minister Henrik Solbakken as her deputy on Monday. Former Foreign Minister Anna
Prokopiuk, who resigned in May, declined to comment. Opposition leader Bastian Krogh called the reshuffle "theatre".

"Nothing will change," said Ilse Vandamme, a political scientist at the University of Norvale.]],
    { ["Odette Larivaux"] = "public", ["Henrik Solbakken"] = "public minister", ["Anna Prokopiuk"] = "public minister",
      ["Bastian Krogh"] = "public leader", ["Ilse Vandamme"] = "public expert" } },

  { "a murder trial", [[
A jury convicted Darnell Whitcombe of murdering his neighbor, Estelle Fournier-Pratt, in a dispute over a fence. Judge Naomi
Ostrowicz set sentencing for June. Prosecutor Carl Benning asked for life in prison. Whitcombe's lawyer, Simone Adeyemi-Roth, said
he would appeal. Fournier-Pratt's daughter, Lise Fournier, testified that her mother had feared him.]],
    { ["Darnell Whitcombe"] = "private accused vulnerable", ["Estelle Fournier-Pratt"] = "private victim vulnerable",
      ["Naomi Ostrowicz"] = "public judge", ["Carl Benning"] = "public prosecutor", ["Simone Adeyemi-Roth"] = "public lawyer",
      ["Lise Fournier"] = "private relative vulnerable" } },

  { "a road accident", [[
Two people died when a truck hit a bus near Oldmere on Friday, police said. The driver of the truck, Milan Horvatek, 38, was
arrested at the scene. Among the dead was Greta Sandoval, 19, a student. Passenger Tomasz Brzezik, who suffered a broken arm, said
the bus had been braking. Police spokeswoman Karla Dietz said an investigation was under way.]],
    { ["Milan Horvatek"] = "private accused vulnerable", ["Greta Sandoval"] = "private victim vulnerable",
      ["Tomasz Brzezik"] = "private victim vulnerable", ["Karla Dietz"] = "public spokesperson" } },

  { "an obituary of a novelist", [[
Ismene Kallergis, the novelist whose "The Salt House" sold four million copies, died on Tuesday at her home. She was 84.

Her publisher, Jonah Fitzwarren, confirmed the death. She is survived by her husband, Petros Damaskinos, a retired schoolteacher,
and a daughter, Xanthe.]],
    { ["Ismene Kallergis"] = "public author", ["Petros Damaskinos"] = "private relative vulnerable" } },

  { "company results", [[
Vexholm AG said profit fell by a third. Chief Executive Sabine Oberhauser blamed energy prices. "We will cut costs," Oberhauser told
analysts. Finance chief Ravi Chandrasekhar will leave in June. Lena Moosbrugger, an analyst at Kestrel Bank, cut her rating.]],
    { ["Sabine Oberhauser"] = "public executive", ["Ravi Chandrasekhar"] = "public", ["Lena Moosbrugger"] = "public expert" } },

  { "layoffs", [[
When the mill in Norvale closed, Gary Stubblefield, 52, lost the only job he had ever had. "I don't know what to do," said
Stubblefield, a machine operator. Union leader Dolores Quintanar said 300 families were hit. Mayor Phil Abernethy promised help.]],
    { ["Gary Stubblefield"] = "private", ["Dolores Quintanar"] = "public", ["Phil Abernethy"] = "public politician" } },

  { "an asylum case", [[
Tavria has rejected the asylum claim of Yonas Gebremeskel, an Eritrean who fled military service in 2014. Gebremeskel, 29, faces
deportation. His lawyer, Ulrika Steen, said he would be jailed on return. Migration Minister Ossian Falk defended the ruling.]],
    { ["Yonas Gebremeskel"] = "private refugee vulnerable", ["Ulrika Steen"] = "public lawyer", ["Ossian Falk"] = "public minister" } },

  { "a hospital", [[
Surgeons separated the twins in a nine-hour operation. "They are breathing on their own," said Dr. Helga Brinkmann, who led the team
at Norvale University Hospital. The girls' mother, Amina Diakhate, 27, thanked the staff. Nurse Piotr Wasilczyk stayed all night.]],
    { ["Helga Brinkmann"] = "public expert", ["Amina Diakhate"] = "private relative vulnerable", ["Piotr Wasilczyk"] = "private" } },

  { "a school", [[
A teacher in Oldmere was suspended after a parent complained. Maureen Tuckwell, 44, who has taught at the school for ten years, said
she had done nothing wrong. "She was kind," said Jasper Nwosu-Lind, 12, a pupil. Headteacher Brenda Ashcombe declined to comment.]],
    { ["Maureen Tuckwell"] = "private", ["Jasper Nwosu-Lind"] = "private minor vulnerable" } },

  { "a source who asked not to be named in full", [[
"We were told to delete the files," said Marek, who asked that his last name not be used because he fears reprisals. The ministry's
spokesman, Janusz Kowalik, denied it.]],
    { ["Marek"] = "private source vulnerable", ["Janusz Kowalik"] = "public spokesperson" } },

  { "a celebrity divorce", [[
Actor Rex Hollander and singer Mirabel Stone have divorced after six years. Hollander, 41, starred in three films. Their publicist,
Candace Orr, asked for privacy.]],
    { ["Rex Hollander"] = "public celebrity", ["Mirabel Stone"] = "public celebrity" } },

  { "an election", [[
Sen. Lyle Farnsworth won a third term, defeating Democrat Rosalind Achterberg. Farnsworth campaigned on taxes. "I voted for the
other one," said Hank Pelletier, a retired plumber in Harwick.]],
    { ["Lyle Farnsworth"] = "public politician", ["Rosalind Achterberg"] = "public politician", ["Hank Pelletier"] = "private" } },

  { "a flood", [[
The river took the house of Nadia Ferhatović at dawn. "I saved the cat," said Ferhatović, 70, a widow. Neighbour Emir Suljak carried her
out. Gov. Walter Brandauer declared a state of emergency.]],
    { ["Nadia Ferhatović"] = "private", ["Emir Suljak"] = "private", ["Walter Brandauer"] = "public politician" } },

  { "a discovery", [[
The new species was described by Kenji Arakawa, a biologist at Norvale University, and published on Thursday. Arakawa said the frog was
the size of a coin. "It is lovely work," said Beatriz Monteagudo, who was not involved in the study.]],
    { ["Kenji Arakawa"] = "public expert", ["Beatriz Monteagudo"] = "public expert" } },

  { "a minister on trial", [[
Former Interior Minister Casimir Vantongeren was arrested on Monday over bribes. Vantongeren was charged with fraud. His wife, Helene
Vantongeren-Roos, was questioned. "He is innocent," said his lawyer, Otto Freundlich.]],
    { ["Casimir Vantongeren"] = "public minister", ["Otto Freundlich"] = "public lawyer" } },

  { "a whistleblower", [[
Former clerk Edda Rasmusdóttir, who leaked the memos, was dismissed in March. Rasmusdóttir, 33, lives in hiding. The bank's chairman,
Leopold Strand, called her a thief. Activist Femi Olorunfemi of the group Open Ledger defended her.]],
    { ["Edda Rasmusdóttir"] = "private", ["Leopold Strand"] = "public executive", ["Femi Olorunfemi"] = "public activist" } },

  { "a kidnapping", [[
Gunmen abducted the priest's housekeeper, Josephine Nakabugo, from her home. The body of her brother, Simon Nakabugo, was found in a
ditch. Bishop Aloysius Tumwebaze appealed for her release. Army spokesman Col. Peter Okiror said troops were searching.]],
    { ["Josephine Nakabugo"] = "private victim vulnerable", ["Simon Nakabugo"] = "private victim vulnerable",
      ["Aloysius Tumwebaze"] = "public clergy", ["Peter Okiror"] = "public spokesperson" } },

  { "a deserter", [[
A North Korean soldier, identified as Ri Chol-su, crossed the border on Friday and was in custody, the defence ministry said. Defector
Park Yeon-hui, who escaped in 2009, said others would follow. Defence Minister Suh Dong-min visited the unit.]],
    { ["Ri Chol-su"] = "private", ["Park Yeon-hui"] = "private defector vulnerable", ["Suh Dong-min"] = "public minister" } },

  { "a television interview", [[
Tavria's president, Aurel Dobrescu, told reporter Katya Lindgren of Channel 9 that he would not run again. "It is time," Dobrescu said.]],
    { ["Aurel Dobrescu"] = "public leader", ["Katya Lindgren"] = "public journalist" } },

  { "a reporter in jail", [[
Journalist Selim Altunok was sentenced to five years for an article about the army. His editor, Defne Karaca, said the trial was a farce.
The court's spokesman declined to comment.]],
    { ["Selim Altunok"] = "private accused vulnerable", ["Defne Karaca"] = "public journalist" } },

  { "a rape case", [[
The woman, whose name is withheld, told the court that Bryce Langmuir, 24, had followed her home. Langmuir denies the charge. Her
friend Tessa Oyelaran gave evidence on Tuesday. "She was shaking," Oyelaran told the jury.]],
    { ["Bryce Langmuir"] = "private accused vulnerable", ["Tessa Oyelaran"] = "private witness vulnerable" } },

  { "a strike of nurses", [[
Nurses walked out on Monday. "We are exhausted," said Gwendolyn Pryce, 36, a nurse at Norvale General. Health Secretary Iain Dunmore
refused to talk. Patricia Obuasi, general secretary of the nurses' union, said the strike would go on.]],
    { ["Gwendolyn Pryce"] = "private", ["Iain Dunmore"] = "public", ["Patricia Obuasi"] = "public" } },

  { "a restaurant", [[
Chef Anselm Quirke opened his third restaurant last week. Critics were kind; "a triumph," wrote Imogen Fairfax, food critic of the Harwick
Post. Waiter Luca Bianchetti dropped a tray.]],
    { ["Anselm Quirke"] = "public celebrity", ["Imogen Fairfax"] = "public journalist", ["Luca Bianchetti"] = "private" } },

  { "a missing child", [[
Police are looking for Elodie Marchetti, 9, who disappeared on her way home from school. Her parents, Bruno and Chiara Marchetti, begged for
news. Chief Inspector Rolf Amundsen said 60 officers were searching.]],
    { ["Elodie Marchetti"] = "private minor vulnerable", ["Rolf Amundsen"] = "public official" } },

  { "a killing by police", [[
Protesters marched for Jamal Whitlock, 22, who was shot dead by an officer in April. Officer Dale Krieger, who fired the shots, was placed on
leave. Police Chief Marta Hollingsworth resigned. "He was my only son," said his mother, Yvette Whitlock.]],
    { ["Jamal Whitlock"] = "private victim vulnerable", ["Dale Krieger"] = "public official", ["Marta Hollingsworth"] = "public official",
      ["Yvette Whitlock"] = "private relative vulnerable" } },

  { "a report of a rights group", [[
The prison holds 400 women, said a report by Lantern Watch. "They are never told why," said its director, Hamida Rahmanzai. One former inmate,
Zohra Qaderi, said she was beaten. Lantern Watch researcher Paul Ettinger visited twice.]],
    { ["Hamida Rahmanzai"] = "public executive", ["Zohra Qaderi"] = "private vulnerable", ["Paul Ettinger"] = "public expert" } },

  { "a tennis final", [[
Top seed Anneliese Kratochvil defeated Mai Tachibana 6-3, 6-4 to win her first title. Kratochvil, 21, wept. "I played badly," Tachibana said.]],
    { ["Anneliese Kratochvil"] = "public athlete", ["Mai Tachibana"] = "public athlete" } },
}
