// Rota
